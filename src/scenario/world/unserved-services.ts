import {
  afterChanges,
  type ClusterState,
  endpointsOf,
  expectationOf,
  type FlowKinds,
  type Parties,
  type Pod,
  partiesOf,
  type ScenarioStep,
  type Service,
  type ServicePort,
  targetsAmong,
} from "../../model/index.ts";
import type { Field } from "../../yaml/field.ts";

interface StepWorld {
  readonly step: ScenarioStep;
  readonly state: ClusterState;
  readonly parties: Parties;
}

/**
 * Notes the ports of Services through which nobody can be reached in some step, although the step expects something of
 * them: a selector that fits no pod, or a target port on which no selected pod listens. That may be meant, but a denial
 * then says nothing about policies.
 */
export function noteUnservedServices(
  field: Field,
  services: readonly Service[],
  { state, kinds }: { readonly state: ClusterState; readonly kinds: FlowKinds },
  steps: readonly ScenarioStep[],
): void {
  const worlds = worldsAfter(state, steps);
  for (const service of services)
    for (const [index, port] of service.ports.entries()) {
      const found = worlds.filter(
        (world) => isUnserved(service, port, world) && isJudged(service, port, world, kinds),
      );
      if (found.length > 0)
        note(field.child(service.ref, "ports", index), service, port, found, steps.length);
    }
}

function worldsAfter(start: ClusterState, steps: readonly ScenarioStep[]): readonly StepWorld[] {
  let state = start;
  return steps.map((step) => {
    state = afterChanges(state, step.changes);
    return { step, state, parties: partiesOf(state) };
  });
}

function isUnserved(service: Service, port: ServicePort, { state, parties }: StepWorld): boolean {
  return !endpointsOf(service, port, state.pods).some((end) =>
    parties.pods
      .get(end.pod)
      ?.ports.some((served) => served.port === end.port && served.protocol === port.protocol),
  );
}

/** Whether a step expects anything of flows to a Service's port. */
function isJudged(
  service: Service,
  { port, protocol }: ServicePort,
  { step, state: { pods }, parties }: StepWorld,
  { via }: FlowKinds,
): boolean {
  const targets = targetsAmong({ pods, services: [service] }, via).filter(
    (target) => target.endpoints !== undefined && target.port === port && target.protocol === protocol,
  );
  return targets.some((target) =>
    pods.some((pod) => expectationOf(step.expect, { source: pod.ref, ...target }, parties) !== "any"),
  );
}

function note(
  field: Field,
  service: Service,
  port: ServicePort,
  [first, ...others]: readonly StepWorld[],
  count: number,
): void {
  if (first === undefined) return;
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  const when = count === 1 ? "" : `, in step ${JSON.stringify(first.step.name)}${more}`;
  const { reason, hint } = whyUnserved(service, port, first.state.pods);
  field.note(`${reason}: every flow to it is denied, whatever the policies say${when}`, hint);
}

function whyUnserved(service: Service, port: ServicePort, pods: readonly Pod[]) {
  const { ref, namespace, backs } = service;
  const refs = new Set(endpointsOf(service, port, pods).map(({ pod }) => pod));
  const [behind] = pods.filter((pod) => refs.has(pod.ref));
  if (behind === undefined) {
    const selector =
      "selector" in backs ? Object.entries(backs.selector).map((label) => label.join("=")) : [];
    const asked = typeof port.targetPort === "string" ? `, and a port named ${port.targetPort}` : "";
    return {
      reason: `${ref} has no endpoints`,
      hint: `no pod of ${namespace} has ${selector.join(", ")}${asked}`,
    };
  }
  const served = behind.ports.map((one) => `${one.protocol} ${one.port}`);
  const listens = served.length === 0 ? "nowhere" : `on ${served.join(", ")}`;
  const target = service.headless ? port.port : port.targetPort;
  return {
    reason: `nobody behind ${ref} listens on ${port.protocol} ${target}`,
    hint: `${behind.ref} listens ${listens}`,
  };
}
