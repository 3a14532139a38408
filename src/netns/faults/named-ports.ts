/** Names of ports. */
import type { Pod, ServedPort } from "../../model/index.ts";
import { eachAllow, eachMatch, seeing } from "./edits.ts";
import type { Fault } from "./fault.ts";
import { eachPolicyRule } from "./policy-edits.ts";

/** Each port of each pod is seen as none, one or several. */
function eachServed(
  edit: (served: ServedPort, all: readonly Pod[]) => readonly ServedPort[],
): Fault["apply"] {
  return seeing((state) => ({
    ...state,
    pods: state.pods.map((pod) => ({
      ...pod,
      ports: pod.ports.flatMap((served) => edit(served, state.pods)),
    })),
  }));
}

export const nameOpensAll: Fault = {
  name: "named-port-opens-all",
  title: "a named port opens all ports of its protocol",
  seen: "F-11, in its widest form",
  found: { by: "conformance/k-17-ingress-on-a-named-port" },
  apply: eachMatch((match) =>
    match.type === "sockets" ? { type: "protocol", protocol: match.protocol } : match,
  ),
};

export const nameOfOneNumber: Fault = {
  name: "named-port-one-number",
  title: "a named port has on every pod the number that it has on the first",
  seen: "F-11: cilium/cilium#24779 and #30003, ovn-kubernetes/ovn-kubernetes#2117",
  found: { by: "cni-bugs/f-11-named-port-of-many-numbers[direction=egress]" },
  apply: eachServed((served, pods) => [{ ...served, port: firstNumber(served, pods) }]),
};

function firstNumber({ name, protocol, port }: ServedPort, pods: readonly Pod[]): number {
  if (name === undefined) return port;
  const named = pods.flatMap(({ ports }) => ports).filter((each) => each.name === name);
  return named.find((each) => each.protocol === protocol && each.declaredIn !== "nowhere")?.port ?? port;
}

export const nameWithoutDestination: Fault = {
  name: "named-port-any-destination",
  title: "the numbers that a named port has on some pods are open on all",
  seen: "F-11: kube-router 2.1.0",
  found: { by: "cni-bugs/f-11-named-port-of-many-numbers[direction=egress]" },
  apply: eachAllow((rule) => {
    const sockets = rule.matches.find((match) => match.type === "sockets");
    if (sockets?.type !== "sockets") return [rule];
    const rest = rule.matches.filter((match) => match !== sockets);
    return [...new Set(sockets.sockets.map(({ port }) => port))].map((port) => ({
      ...rule,
      matches: [...rest, { type: "port", protocol: sockets.protocol, port }],
    }));
  }),
};

export const sidecarUnknown: Fault = {
  name: "sidecar-unknown",
  title: "a port that is named in a sidecar is not found",
  seen: "F-13: projectcalico/calico#8881, Calico 3.28.5, kube-router 2.1.0",
  found: { by: "cni-bugs/f-13-named-port-of-a-sidecar" },
  apply: eachServed((served) => [
    served.declaredIn === "sidecar" ? { ...served, declaredIn: "nowhere" } : served,
  ]),
};

export const nameBesideBlockLost: Fault = {
  name: "named-port-beside-block-lost",
  title: "a named port beside a block is not resolved",
  seen: "F-14: aws/amazon-network-policy-controller-k8s#81",
  found: { by: "cni-bugs/f-14-named-port-with-a-block" },
  apply: eachAllow((rule) => {
    const types = rule.matches.map(({ type }) => type);
    return types.includes("sockets") && types.includes("block") ? [] : [rule];
  }),
};

export const nameOfAnyProtocol: Fault = {
  name: "named-port-any-protocol",
  title: "a named port is found by its name alone, whatever its protocol",
  seen: "the reading that s-29 rules out; kube-router 2.1.0",
  found: { by: "semantics/s-29-named-port-differs" },
  apply: eachServed((served) =>
    served.name === undefined
      ? [served]
      : [served, { ...served, protocol: served.protocol === "TCP" ? "UDP" : "TCP" }],
  ),
};

export const nameOfNobodyOpensAll: Fault = {
  name: "unknown-port-opens-all",
  title: "a rule whose named port no pod has opens all ports",
  seen: "a name that resolves to nothing, taken for any port",
  found: { by: "semantics/s-30-port-that-nobody-serves" },
  apply: eachPolicyRule(({ peers, ports }, _, { state }) => {
    const names = namesIn(state.pods);
    const unknown = ports.some(({ port }) => typeof port === "string" && !names.has(port));
    return [{ peers, ports: unknown ? [] : ports }];
  }),
};

export const nameOfNobodyOpensPeers: Fault = {
  name: "unknown-port-opens-peers",
  title: "a rule of pods that has only named ports which no pod has opens all ports to them",
  seen: "F-44: kube-router 2.1.0",
  found: { by: "cni-bugs/f-44-named-port-of-nobody-beside-peers[direction=ingress,peer=pods]" },
  apply: eachPolicyRule(({ peers, ports }, _, { state }) => {
    const names = namesIn(state.pods);
    const known = ports.filter(({ port }) => typeof port !== "string" || names.has(port));
    const isOfPods = peers.some(({ ipBlock }) => ipBlock === undefined);
    return [{ peers, ports: isOfPods ? known : ports }];
  }),
};

function namesIn(pods: readonly Pod[]): ReadonlySet<string | undefined> {
  return new Set(pods.flatMap((pod) => pod.ports.map(({ name }) => name)));
}
