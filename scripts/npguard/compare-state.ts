import { type ClusterState, flowName, type Pod, type Protocol } from "../../src/model/index.ts";
import { compilePolicies } from "../../src/policy/index.ts";
import { assumedAddresses } from "../../src/predict.ts";
import { allows, LAST_PORT, NO_CONNECTIONS } from "./connections.ts";
import type { ExpectedPair, NamedWorkload } from "./expected-pairs.ts";

const PROTOCOLS: readonly Protocol[] = ["TCP", "UDP", "SCTP"];

export interface StateComparison {
  /** Ordered pairs of different workloads. */
  readonly pairs: number;
  /** Sentences, one for each pair about which the two differ. */
  readonly differences: readonly string[];
}

/** Compares pair by pair, on every protocol and on every port at which either's answer may change. */
export function compareState(state: ClusterState, expected: readonly ExpectedPair[]): StateComparison {
  const { pods } = state;
  const refs = new Set<string>(pods.map(({ ref }) => ref));
  const unknown = expected
    .flatMap(({ source, target }) => [source, target])
    .filter((workload) => !refs.has(refOf(workload, refs)))
    .map(({ ref, kind }) => `netverdict has no pod for ${kind} ${ref}`);
  const byPair = new Map(
    expected.map(({ source, target, connections }) => [
      `${refOf(source, refs)} ${refOf(target, refs)}`,
      connections,
    ]),
  );
  const decide = compilePolicies(state, assumedAddresses(pods));
  const ports = portsToAsk(state, expected);
  const pairs = pods.flatMap((source) =>
    pods.filter((target) => target !== source).map((target) => [source, target] as const),
  );
  const differences = pairs.flatMap(([{ ref: source }, { ref: target }]) => {
    const connections = byPair.get(`${source} ${target}`) ?? NO_CONNECTIONS;
    for (const protocol of PROTOCOLS)
      for (const port of ports) {
        const flow = { source, target, protocol, port };
        const theirs = allows(connections, protocol, port);
        if (decide(flow).allowed !== theirs)
          return [`${flowName(flow)}: np-guard ${word(theirs)} it, netverdict ${word(!theirs)} it`];
      }
    return [];
  });
  return { pairs: pairs.length, differences: [...new Set(unknown), ...differences] };
}

function word(allowed: boolean): string {
  return allowed ? "allows" : "denies";
}

/** A ReplicaSet of a Deployment is the Deployment's pod here: it has its name without the hash of the template. */
function refOf({ ref, kind }: NamedWorkload, refs: ReadonlySet<string>): string {
  if (refs.has(ref) || kind !== "ReplicaSet") return ref;
  return ref.replace(/-[a-z0-9]+$/, "");
}

/** The first, the last, and for each port that is named anywhere that one and its neighbours. */
function portsToAsk({ pods, policies }: ClusterState, expected: readonly ExpectedPair[]): readonly number[] {
  const named = [
    ...pods.flatMap((pod: Pod) => pod.ports.map(({ port }) => port)),
    ...expected.flatMap(({ connections }) => connections.ranges.flatMap(({ first, last }) => [first, last])),
    ...numbersIn(policies),
  ];
  const all = named.flatMap((port) => [port - 1, port, port + 1]);
  return [...new Set([1, ...all, LAST_PORT])].filter((port) => port >= 1 && port <= LAST_PORT);
}

function numbersIn(value: unknown): readonly number[] {
  if (typeof value === "number") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}
