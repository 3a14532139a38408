import {
  type Addresses,
  type ClusterState,
  type Decision,
  endpointsOf,
  type Flow,
  type PodRef,
  type PolicyType,
  type Remedy,
  type RemedyStep,
} from "../../model/index.ts";
import { compile, decideConnection } from "./compile.ts";
import type { Connection } from "./connection.ts";
import type { PolicyKind, Proposal } from "./policy-kind.ts";

/** What a remedy is tried on. */
export interface Trial {
  readonly state: ClusterState;
  readonly addresses: Addresses;
  readonly flow: Flow;
  readonly kinds: readonly PolicyKind[];
}

/** The first proposal that does what it promises, without those of its alternatives that do not. */
export function firstThatHelps(
  proposals: Iterable<Proposal>,
  direction: PolicyType,
  before: Decision,
  connection: Connection,
  trial: Trial,
): Remedy | undefined {
  for (const { remedy, applied } of proposals) {
    const helps = (tried: Remedy): boolean =>
      isHelped(applied(trial.state, tried), direction, before, connection, trial);
    const proven = provenPart(remedy, helps);
    if (proven !== undefined) return proven;
  }
  return undefined;
}

/** Whether a connection is allowed in a direction by a changed state, and no more denied than before in the other. */
function isHelped(
  state: ClusterState,
  direction: PolicyType,
  before: Decision,
  { source, target, ...how }: Connection,
  { addresses, flow, kinds }: Trial,
): boolean {
  if (!leadsTo(state, flow, target.ref)) return false;
  const compiled = compile(state, addresses, kinds);
  const now = { source: compiled.pods.get(source.ref), target: compiled.pods.get(target.ref), ...how };
  const { egress, ingress } = decideConnection(compiled, now);
  return direction === "Egress"
    ? egress.allowed && (ingress.allowed || !before.ingress.allowed)
    : ingress.allowed && (egress.allowed || !before.egress.allowed);
}

/** Whether a flow to a Service may still become this connection: who has other labels may no longer be an endpoint. */
function leadsTo({ services, pods }: ClusterState, { endpoints, ...flow }: Flow, target: PodRef): boolean {
  if (endpoints === undefined) return true;
  return services
    .filter(({ ref }) => ref === flow.target)
    .flatMap((service) =>
      service.ports
        .filter(({ port, protocol }) => port === flow.port && protocol === flow.protocol)
        .map((port) => endpointsOf(service, port, pods)),
    )
    .every((behind) => behind.some(({ pod }) => pod === target));
}

/** A remedy with those alternatives of its steps that help, each tried with the first of the other steps'. */
function provenPart(remedy: Remedy, helps: (tried: Remedy) => boolean): Remedy | undefined {
  const steps: RemedyStep[] = [...remedy.steps];
  for (const [index, step] of steps.entries()) {
    const proven = provenStep(step, (one) => helps({ ...remedy, steps: steps.with(index, one) }));
    if (proven === undefined) return undefined;
    steps[index] = proven;
  }
  return { ...remedy, steps };
}

/** A step with those of its values that help. A port is named if that helps, else added by its number. */
function provenStep(step: RemedyStep, helps: (tried: RemedyStep) => boolean): RemedyStep | undefined {
  if (step.kind === "set-label") {
    const [first, ...others] = step.values.filter((value) => helps({ ...step, values: [value] }));
    return first === undefined ? undefined : { ...step, values: [first, ...others] };
  }
  return alternativesOf(step).find(helps);
}

function alternativesOf(step: RemedyStep): readonly RemedyStep[] {
  if (!("naming" in step)) return [step];
  const { naming: _, ...adding } = step;
  return [step, adding];
}
