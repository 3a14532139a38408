/** Three pods on two nodes, and the rules that policies make for them, as text. */
import assert from "node:assert/strict";
import {
  type Namespace,
  type NetworkPolicy,
  namespaceWithImpliedLabel,
  type Pod,
} from "../../../src/model/index.ts";
import type { AddressedState } from "../../../src/netns/rules/addressed-state.ts";
import { nodeRules } from "../../../src/netns/rules/node-rules.ts";
import { renderRuleSet } from "../../../src/netns/rules/render.ts";
import { tableText } from "../../../src/netns/rules/table.ts";
import { IPV4 } from "../../../src/netns/topology/address-family.ts";
import { layOut } from "../../../src/netns/topology/layout.ts";
import { pod, policy } from "../../model/build.ts";

export const web = { port: 80, protocol: "TCP", name: "web" } as const;
const dns = { port: 53, protocol: "UDP", name: "dns" } as const;
export const a = pod("x/a", { app: "a" }, [web]);
export const b = pod("x/b", { app: "b" }, [{ ...web, port: 8080 }, dns]);
export const c = pod("y/c", { app: "a" }, [web]);
const namespaces: readonly Namespace[] = [
  namespaceWithImpliedLabel("x"),
  namespaceWithImpliedLabel("y", { team: "red" }),
];
// With the sentinels s/sentinel-node-1 and -2: a is 10.244.1.2 (pod-3), b 10.244.2.2 (pod-4), c 10.244.1.3 (pod-5).
export const layout = layOut([a, b, c], namespaceWithImpliedLabel("s"), 2, [IPV4]);
const addresses = new Map(layout.pods.map((local) => [local.pod.ref, local.addresses]));

export function stateOf(
  policies: readonly NetworkPolicy[],
  pods: readonly Pod[] = [a, b, c],
): AddressedState {
  return { namespaces, pods, policies, services: [], addresses, clusterIps: new Map() };
}

export function rulesOn(number: number, policies: readonly NetworkPolicy[], pods?: readonly Pod[]): string {
  const { chains, hooks } = renderRuleSet(
    nodeRules(
      layout.nodes[number - 1] ?? assert.fail(`there is no node ${number}`),
      layout.pods.filter((local) => local.node.number === number),
      stateOf(policies, pods),
    ),
  );
  return tableText("t", [...chains, ...hooks]);
}

/** The rules of the one pod that is isolated on a node, without the final drop and the policies' names. */
export function chain(node: number, ...policies: readonly NetworkPolicy[]): readonly string[] {
  const text = rulesOn(node, policies);
  assert.equal(text.split("\n    drop").length, 2, text);
  const [, body = ""] = text.match(/ {2}chain \w+-pod-\d \{\n(.*) {4}drop #/s) ?? [];
  return body
    .split("\n")
    .filter(Boolean)
    .map((line) => line.trim().replace(/ # .*$/, ""));
}

/** An ingress policy for x/a alone, which is the only pod of node 1 that policies of x can select. */
export function intoA(...ingress: NonNullable<NetworkPolicy["spec"]["ingress"]>): NetworkPolicy {
  return policy("x", "p", { podSelector: { matchLabels: { app: "a" } }, ingress });
}
