import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import type { ClusterSession } from "../../src/cluster/port.ts";
import {
  type Change,
  flowName,
  flowsAmong,
  type NetworkPolicy,
  namespaceWithImpliedLabel,
  type Outcome,
} from "../../src/model/index.ts";
import { localCluster } from "../../src/netns/index.ts";
import { planScenario } from "../../src/plan/index.ts";
import { compilePolicies } from "../../src/policy/index.ts";
import { probeRound } from "../../src/probe/round.ts";
import { agentProgram } from "../../src/system/agent-program.ts";
import { systemClock } from "../../src/system/clock.ts";
import { pod, scenario } from "../model/build.ts";
import { needsBox } from "./needs-box.ts";
import { somePolicies } from "./random-policies.ts";

const ports = [
  { port: 80, protocol: "TCP", name: "web" },
  { port: 53, protocol: "UDP", name: "dns" },
] as const;
const otherPorts = [
  { port: 81, protocol: "TCP", name: "web" },
  { port: 80, protocol: "UDP" },
] as const;
const pods = [
  pod("x/a", { app: "a" }, ports),
  pod("x/b", { app: "b" }, otherPorts),
  pod("y/a", { app: "a" }, otherPorts),
  pod("y/b", { app: "b" }, ports),
];
const flows = flowsAmong(pods, false);
const plan = planScenario(scenario(pods, []));
type Outcomes = Readonly<Record<string, Outcome>>;

const { signal } = new AbortController();
/** Dropped packets are waited for so long in every set of policies. */
const tempo = { timeoutMs: 300, launchesPerSecond: 1000 };
const SETS = 12;
/** The same sets every time: what fails here can be looked at again. */
const SEED = 20;

describe("the local cluster and the evaluator", () => {
  let session: ClusterSession;
  before(async function () {
    needsBox.call(this);
    session = await localCluster({ agent: agentProgram(), run: "agreement" }).open(plan, signal);
  });
  after(() => session?.[Symbol.asyncDispose]());

  it("agree on what policies mean, though neither knows the other", async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(somePolicies, async (policies) => {
        assert.deepEqual(await enforced(policies, predicted(policies)), predicted(policies));
      }),
      { numRuns: SETS, seed: SEED },
    );
  });

  /**
   * What packets do under these policies, which are removed again. What is not as predicted is measured again: a busy
   * machine loses an answer now and then, but a wrong rule is wrong every time.
   */
  async function enforced(policies: readonly NetworkPolicy[], wanted: Outcomes): Promise<Outcomes> {
    await session.apply(
      policies.map((each): Change => ({ action: "apply", policy: each })),
      signal,
    );
    try {
      let seen = await measured();
      for (let again = 0; again < 4 && !isDeepStrictEqual(seen, wanted); again++) seen = await measured();
      return seen;
    } finally {
      const removals = policies.map(({ metadata }): Change => ({ action: "delete", ...metadata }));
      await session.apply(removals, signal);
    }
  }

  async function measured(): Promise<Outcomes> {
    const seen = await probeRound(session, flows, tempo, { signal, clock: systemClock });
    return Object.fromEntries(flows.map((flow, i) => [flowName(flow), seen[i]?.outcome ?? "probe-failed"]));
  }

  function predicted(policies: readonly NetworkPolicy[]): Outcomes {
    const namespaces = [...plan.namespaces, namespaceWithImpliedLabel("netverdict-sentinel")];
    const addresses = new Map([...session.placements].map(([ref, placement]) => [ref, placement.addresses]));
    const decide = compilePolicies({ namespaces, pods, policies }, addresses);
    return Object.fromEntries(
      flows.map((flow) => [flowName(flow), decide(flow).allowed ? "reachable" : "timeout"]),
    );
  }
});
