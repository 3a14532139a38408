import {
  type IpBlock,
  type LabelSelector,
  NAMESPACE_NAME_LABEL,
  type NetworkPolicy,
  type PolicyPeer,
  type PolicyPort,
  type PolicyType,
  policyName,
  type RemedyStep,
  rulesOf,
} from "../../../model/index.ts";
import { compileIpBlock } from "../../engine/ip-block.ts";
import { labelNeed } from "../../engine/label-need.ts";
import type { Proposal } from "../../engine/policy-kind.ts";
import { type Labelled, unmetKeys } from "../../engine/selector-mismatch.ts";
import { appliedRemedy } from "./applied-remedy.ts";
import type { OtherEnd } from "./peer-mismatch.ts";
import { portMismatches } from "./port-mismatch.ts";

/** One rule as it could be made to match, through its peer at `peer`. */
interface Candidate {
  readonly policy: NetworkPolicy;
  readonly rule: number;
  readonly peer: number;
  readonly steps: readonly RemedyStep[];
}

/** The policies that isolate a pod, by name. */
export type Isolating = readonly [NetworkPolicy, ...NetworkPolicy[]];

/**
 * What could let a connection through that no rule of these policies allows: first the rule and the peer that need the
 * fewest steps, at last a rule of its own.
 */
export function* proposals(direction: PolicyType, isolating: Isolating, end: OtherEnd): Iterable<Proposal> {
  const candidates = isolating
    .flatMap((policy) => candidatesOf(direction, policy, end))
    .toSorted((a, b) => a.steps.length - b.steps.length);
  for (const { policy, rule, peer, steps } of candidates)
    yield {
      remedy: { policy: policyName(policy), rule, steps },
      applied: appliedRemedy(direction, policy, end, peer),
    };
  const [first] = isolating;
  yield {
    remedy: { policy: policyName(first), steps: [newRule(end)] },
    applied: appliedRemedy(direction, first, end),
  };
}

function newRule({ pod, connection: { port, protocol } }: OtherEnd): RemedyStep {
  return { kind: "add-rule", port, protocol, pod: pod.ref };
}

function candidatesOf(direction: PolicyType, policy: NetworkPolicy, end: OtherEnd): readonly Candidate[] {
  return rulesOf(direction, policy.spec).flatMap(({ peers = [], ports = [] }, rule) => {
    const portSteps = stepsForPorts(ports, end);
    const alternatives = peers.length === 0 ? [[]] : peers.map((peer) => stepsForPeer(peer, policy, end));
    return alternatives.flatMap((steps, peer) =>
      steps === undefined ? [] : [{ policy, rule, peer, steps: [...steps, ...portSteps] }],
    );
  });
}

/** However many requirements a port misses, one more port meets them all. */
function stepsForPorts(ports: readonly PolicyPort[], { connection }: OtherEnd): readonly RemedyStep[] {
  const mismatches = ports.map((port) => portMismatches(port, connection));
  if (ports.length === 0 || mismatches.some((list) => list.length === 0)) return [];
  const { port, protocol, target } = connection;
  const [naming] = mismatches
    // What misses the protocol too begins with that.
    .flatMap((list) => list.slice(0, 1))
    .flatMap((first) =>
      first.kind === "name" && first.has.length === 0 ? [{ name: first.name, target: target.ref }] : [],
    );
  return [{ kind: "add-port", port, protocol, ...(naming && { naming }) }];
}

/** None if the peer means the other end already; undefined if no step makes it do so. */
function stepsForPeer(
  peer: PolicyPeer,
  { metadata }: NetworkPolicy,
  end: OtherEnd,
): readonly RemedyStep[] | undefined {
  const { pod, namespace } = end;
  const { ipBlock, podSelector, namespaceSelector } = peer;
  if (ipBlock !== undefined) return stepsForBlock(ipBlock, end);
  if (podSelector === undefined && namespaceSelector === undefined)
    return [{ kind: "fill-peer", pod: pod.ref }];
  const home: Labelled = { of: "namespace", ...namespace };
  const isElsewhere = namespaceSelector === undefined && pod.namespace !== metadata.namespace;
  const isByName = unmetKeys(namespaceSelector, home).some(([key]) => key === NAMESPACE_NAME_LABEL);
  const namespaceSteps =
    isElsewhere || isByName
      ? [{ kind: "select-namespace", pod: pod.ref } as const]
      : stepsForLabels(namespaceSelector, home);
  const podSteps = stepsForLabels(podSelector, { of: "pod", name: pod.ref, labels: pod.labels });
  return namespaceSteps && podSteps && [...namespaceSteps, ...podSteps];
}

function stepsForBlock({ cidr, except = [] }: IpBlock, end: OtherEnd): readonly RemedyStep[] {
  const { pod, connection, book } = end;
  const address = book.addressIn(pod, connection);
  if (address === undefined) return [{ kind: "select-pod", pod: pod.ref, family: book.familyOf(connection) }];
  if (!compileIpBlock({ cidr })(address)) return [{ kind: "add-block", address: address.toString() }];
  return except
    .filter((hole) => compileIpBlock({ cidr: hole })(address))
    .map((hole) => ({ kind: "remove-except", except: hole }));
}

/** Undefined if no labels meet the selector. */
function stepsForLabels(
  selector: LabelSelector | undefined,
  labelled: Labelled,
): readonly RemedyStep[] | undefined {
  const steps: RemedyStep[] = [];
  for (const [key, requirements] of unmetKeys(selector, labelled)) {
    const { of, name, labels } = labelled;
    const need = labelNeed(requirements);
    if (need.kind === "impossible") return undefined;
    if (need.kind === "one-of") steps.push({ kind: "set-label", of, name, key, values: need.values });
    if (need.kind === "any-but") steps.push({ kind: "add-label", of, name, key, except: need.except });
    if (need.kind === "absent") steps.push({ kind: "remove-label", of, name, key, value: labels[key] ?? "" });
  }
  return steps;
}
