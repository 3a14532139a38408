import {
  afterChange,
  type Change,
  type ClusterState,
  type DirectionRule,
  type Labels,
  NAMESPACE_NAME_LABEL,
  type NetworkPolicy,
  type Pod,
  type PodRef,
  type PolicyPeer,
  type PolicyType,
  type Remedy,
  type RemedyStep,
  rulesOf,
  withRules,
} from "../../../model/index.ts";
import type { OtherEnd } from "./peer-mismatch.ts";

/** The end whose labels and ports may change. */
type RemediedEnd = Pick<OtherEnd, "pod" | "namespace">;

/** What takes the steps of a remedy. `peer`: steps about a peer mean that of the rule. */
export function appliedRemedy(direction: PolicyType, policy: NetworkPolicy, end: RemediedEnd, peer?: number) {
  return (state: ClusterState, { rule, steps }: Remedy): ClusterState => {
    const labelled = steps.reduce((before, step) => relabelled(before, step, end), state);
    const rules = rulesOf(direction, policy.spec).map((each, index) =>
      index === rule ? steps.reduce((before, step) => edited(before, step, end, peer), each) : each,
    );
    const added = steps.flatMap((step) => (step.kind === "add-rule" ? [ruleFor(step, end.pod)] : []));
    const object = { ...policy, spec: withRules(direction, policy.spec, [...rules, ...added]) };
    return afterChange(labelled, { action: "apply", object });
  };
}

/** Labels and names of ports are changed where they are; all other steps are edits of the rule. */
function relabelled(state: ClusterState, step: RemedyStep, end: RemediedEnd): ClusterState {
  switch (step.kind) {
    case "set-label":
      return afterChange(state, labelChange(step, end, { [step.key]: step.values[0] }));
    case "add-label":
      return afterChange(state, labelChange(step, end, { [step.key]: valueBut(step.except) }));
    case "remove-label":
      return afterChange(state, labelChange(step, end, {}, [step.key]));
    case "add-port":
      return step.naming === undefined ? state : withNamedPort(state, step, step.naming);
    default:
      return state;
  }
}

function labelChange(
  { of }: { readonly of: "namespace" | "pod" },
  { pod, namespace }: RemediedEnd,
  set: Labels,
  unset: readonly string[] = [],
): Change {
  return of === "namespace"
    ? { action: "label-namespace", namespace: namespace.name, set, unset }
    : { action: "label-pod", pod: pod.ref, set, unset };
}

/** Some value of a label that is none of these, since it is longer. */
function valueBut(except: readonly string[]): string {
  return "x".concat(...except);
}

function withNamedPort(
  state: ClusterState,
  { port, protocol }: Extract<RemedyStep, { readonly kind: "add-port" }>,
  { name, target }: { readonly name: string; readonly target: PodRef },
): ClusterState {
  const named = (pod: Pod): Pod => ({
    ...pod,
    ports: [
      ...pod.ports.filter((each) => each.port !== port || each.protocol !== protocol),
      { port, protocol, name },
    ],
  });
  return { ...state, pods: state.pods.map((pod) => (pod.ref === target ? named(pod) : pod)) };
}

/** A rule after a step. `index` is the peer that a step about a peer means. */
function edited(rule: DirectionRule, step: RemedyStep, { pod }: RemediedEnd, index?: number): DirectionRule {
  const { peers = [], ports = [] } = rule;
  const editPeer = (edit: (peer: PolicyPeer) => PolicyPeer): DirectionRule => ({
    ...rule,
    peers: peers.map((peer, at) => (at === index ? edit(peer) : peer)),
  });
  switch (step.kind) {
    case "select-namespace":
      return editPeer((peer) => ({ ...peer, namespaceSelector: namespaceOf(pod) }));
    case "fill-peer":
      return editPeer(() => peerFor(pod));
    case "remove-except":
      return editPeer(({ ipBlock, ...peer }) => ({
        ...peer,
        ...(ipBlock && {
          ipBlock: { ...ipBlock, except: (ipBlock.except ?? []).filter((hole) => hole !== step.except) },
        }),
      }));
    case "add-block":
      return { ...rule, peers: [...peers, { ipBlock: { cidr: blockOf(step.address) } }] };
    case "select-pod":
      return { ...rule, peers: [...peers, peerFor(pod)] };
    case "add-port":
      return step.naming === undefined
        ? { ...rule, ports: [...ports, { port: step.port, protocol: step.protocol }] }
        : rule;
    default:
      return rule;
  }
}

function ruleFor(
  { port, protocol }: Extract<RemedyStep, { readonly kind: "add-rule" }>,
  pod: Pod,
): DirectionRule {
  return { peers: [peerFor(pod)], ports: [{ port, protocol }] };
}

function peerFor(pod: Pod): PolicyPeer {
  return { namespaceSelector: namespaceOf(pod), podSelector: { matchLabels: pod.labels } };
}

function namespaceOf({ namespace }: Pod): NonNullable<PolicyPeer["namespaceSelector"]> {
  return { matchLabels: { [NAMESPACE_NAME_LABEL]: namespace } };
}

function blockOf(address: string): string {
  return `${address}/${address.includes(":") ? 128 : 32}`;
}
