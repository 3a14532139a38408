import assert from "node:assert/strict";
import {
  type ClusterState,
  type Flow,
  type NetworkPolicy,
  namespaceWithImpliedLabel,
  type PodRef,
  type Protocol,
  portName,
  type ServedPort,
} from "../../src/model/index.ts";
import { compilePolicies } from "../../src/policy/index.ts";
import { pod } from "../model/build.ts";

const PROTOCOLS: readonly Protocol[] = ["TCP", "UDP", "SCTP"];

/** 80 and 81 over every protocol, named `serve-80-tcp` and so on, as in the Kubernetes e2e tests. */
const PORTS: readonly ServedPort[] = PROTOCOLS.flatMap((protocol) =>
  [80, 81].map((port) => ({ port, protocol, name: `serve-${port}-${protocol.toLowerCase()}` })),
);

/** Pods written `x/a x/b y/a`, labelled `pod: a`, in namespaces labelled by their name. */
export function world(pods: string, policies: readonly NetworkPolicy[] = []): ClusterState {
  const refs = pods.split(" ").map(ref);
  const namespaces = [...new Set(refs.map((each) => each.split("/")[0] ?? ""))];
  return {
    namespaces: namespaces.map((name) => namespaceWithImpliedLabel(name, { ns: name })),
    pods: refs.map((each) => pod(each, { pod: each.split("/")[1] ?? "" }, PORTS)),
    services: [],
    policies,
  };
}

function ref(text: string): PodRef {
  const [namespace = "", name = ""] = text.split("/");
  return `${namespace}/${name}`;
}

/** Addresses that differ in their last part: the first pod has 10.0.0.1 and fd00::1. */
export function addressesOf({ pods }: ClusterState): ReadonlyMap<PodRef, readonly string[]> {
  return new Map(pods.map((each, index) => [each.ref, [`10.0.0.${index + 1}`, `fd00::${index + 1}`]]));
}

/**
 * Asserts which flows between different pods are denied on a port, written `80` or `80/UDP`. A rule is
 * `deny|allow SOURCES -> TARGETS`; later ones win, and what no rule speaks about is allowed.
 */
export function assertMatrix(state: ClusterState, port: string, rules: readonly string[]): void {
  const flows = flowsOn(state, port);
  const decide = compilePolicies(state, addressesOf(state));
  const denied = flows.filter((flow) => !decide(flow).allowed);
  const parsed = rules.map(parseRule);
  const expected = flows.filter((flow) => parsed.findLast((rule) => rule.speaksOf(flow))?.denies === true);
  assert.deepEqual(denied.map(pairOf), expected.map(pairOf), `denied on ${port}`);
}

function flowsOn({ pods }: ClusterState, name: string): readonly Flow[] {
  const port = PORTS.find((each) => portName(each) === name);
  assert.ok(port !== undefined, `nobody serves ${name}`);
  return pods.flatMap((source) =>
    pods
      .filter((target) => target !== source)
      .map((target) => ({
        source: source.ref,
        target: target.ref,
        port: port.port,
        protocol: port.protocol,
      })),
  );
}

function pairOf({ source, target }: Flow): string {
  return `${source} -> ${target}`;
}

function parseRule(text: string): { readonly denies: boolean; readonly speaksOf: (flow: Flow) => boolean } {
  const [, verb, sources = "", targets = ""] = /^(deny|allow) (\S+) -> (\S+)$/.exec(text) ?? [];
  assert.ok(verb !== undefined, `not a rule: ${text}`);
  return {
    denies: verb === "deny",
    speaksOf: ({ source, target }) => isAmong(source, sources) && isAmong(target, targets),
  };
}

function isAmong(pod: PodRef, patterns: string): boolean {
  return patterns
    .split(",")
    .some((pattern) => pattern === "*" || pattern === pod || pattern === `${pod.split("/")[0]}/*`);
}
