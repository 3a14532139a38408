import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import type { ClusterSession } from "../../src/cluster/port.ts";
import { knownAddresses } from "../../src/measure/index.ts";
import {
  afterChanges,
  type Change,
  type ClusterState,
  type Decision,
  type Flow,
  type FlowKinds,
  flowName,
  flowsAmong,
  type Scenario,
  type World,
  withoutPolicies,
  zip,
} from "../../src/model/index.ts";
import { bindAddresses, predict, restoring } from "../../src/plan/index.ts";
import { probeRound } from "../../src/probe/round.ts";
import { systemClock } from "../../src/system/clock.ts";
import type { Draft } from "../random-scenarios/random-scenario.ts";
import { saveFiles, scenariosIn, undecidedFiles } from "../random-scenarios/scenario-files.ts";
import { Lane } from "./agreement/lane.ts";
import { needsBox } from "./needs-box.ts";
import { testCluster } from "./test-cluster.ts";

const { signal } = new AbortController();
/**
 * How all lanes are measured at once, and then what was not as predicted, ever more slowly: a busy machine loses answers,
 * but a wrong rule is wrong every time.
 */
const LOOKS = [300, 500, 1_000, 2_000, 2_000].map((timeoutMs) => ({
  timeoutMs,
  launchesPerSecond: 450_000 / timeoutMs,
}));
const LANES = 8;
/** As many as pods name that come later. */
const NODES = 3;
const SETS = Number(process.env.NETVERDICT_AGREEMENT_SETS ?? 80);
/** The same sets every time: what fails here can be looked at again. */
const SEED = Number(process.env.NETVERDICT_AGREEMENT_SEED ?? 20);
/** Then it ends, with the smallest disagreement that it found. */
const LIMIT_MS = 60_000 + SETS * 3_000;

interface Cell {
  readonly flow: Flow;
  readonly predicted: string;
}

interface Disagreement extends Cell {
  readonly observed: string;
}

describe("the local cluster and the evaluator", () => {
  let session: ClusterSession;
  let lanes: readonly Lane[];
  let world: World;
  let state: ClusterState;
  const compared = { scenarios: 0, steps: 0, cells: 0, undecided: 0 };

  before(async function () {
    needsBox.call(this);
    this.timeout(60_000);
    const { families } = await testCluster().capabilities(signal);
    lanes = Array.from({ length: LANES }, (_, number) => new Lane(number, families));
    const empty = lanes.map((lane) => parsed(lane.empty));
    world = {
      namespaces: empty.flatMap(({ namespaces }) => namespaces),
      pods: empty.flatMap(({ pods }) => pods),
      services: empty.flatMap(({ services }) => services),
      nodes: NODES,
    };
    state = withoutPolicies(world);
    session = await testCluster({ run: "agreement" }).open(world, signal);
  });
  after(async () => {
    await session?.[Symbol.asyncDispose]();
    const { scenarios, steps, cells, undecided } = compared;
    console.log(
      `    ${scenarios} scenarios of ${steps} steps: ${cells} cells agree, ${undecided} are undecided`,
    );
  });

  it("agree on what policies mean, though neither knows the other", async function () {
    this.timeout(LIMIT_MS + 60_000);
    const property = fc.asyncProperty(fc.tuple(...lanes.map(({ scenarios }) => scenarios)), agree);
    const numRuns = Math.ceil(SETS / LANES);
    const limit = { interruptAfterTimeLimit: LIMIT_MS, markInterruptAsFailure: true };
    await fc.assert(property, { numRuns, seed: SEED, ...limit });
  });

  /** Carries out one scenario in each lane, all step by step, and fails with what packets did otherwise than predicted. */
  async function agree(drafts: readonly Draft[]): Promise<void> {
    const scenarios = drafts.map(parsed);
    const kinds = scenarios[0]?.flows ?? assert.fail("there is no scenario");
    const steps = Math.max(...scenarios.map((scenario) => scenario.steps.length));
    try {
      for (let step = 0; step < steps; step++) {
        const present = lanes.filter((_, lane) => (scenarios[lane]?.steps.length ?? 0) > step);
        await apply(scenarios.flatMap((scenario) => scenario.steps[step]?.changes ?? []));
        const wrong = await disagreements(present.flatMap((lane) => cellsOf(lane, kinds)));
        const guilty = drafts.find((_, lane) =>
          lanes[lane]?.namespaces.includes(wrong[0]?.flow.source.split("/")[0] ?? ""),
        );
        if (guilty !== undefined) assert.fail(`${saved(guilty)}\n${wrong.map(told).join("\n")}`);
        compared.steps += present.length;
      }
      compared.scenarios += scenarios.length;
    } finally {
      await apply(restoring(state, world) ?? assert.fail("the world cannot be restored"));
    }
  }

  async function apply(changes: readonly Change[]): Promise<void> {
    const bound = bindAddresses(changes, knownAddresses(session));
    await session.apply(bound, signal);
    state = afterChanges(state, bound);
  }

  /** The cells of one lane, as it is now. */
  function cellsOf({ namespaces }: Lane, kinds: FlowKinds): readonly Cell[] {
    const isOwn = ({ namespace }: { readonly namespace: string }): boolean => namespaces.includes(namespace);
    const among = { pods: state.pods.filter(isOwn), services: state.services.filter(isOwn) };
    const flows = flowsAmong(among, kinds);
    const decisions = predict(state, { flows }, knownAddresses(session).pods);
    return zip(flows, decisions).map(([flow, decision]) => ({ flow, predicted: outcomeOf(decision) }));
  }

  async function disagreements(cells: readonly Cell[]): Promise<readonly Disagreement[]> {
    const decided = cells.filter(({ predicted }) => predicted !== "undecided");
    let wrong: readonly Disagreement[] = decided.map((cell) => ({ ...cell, observed: "" }));
    for (const tempo of LOOKS) {
      const flows = wrong.map(({ flow }) => flow);
      const seen = await probeRound(session, flows, tempo, { signal, clock: systemClock });
      wrong = wrong.flatMap(({ flow, predicted }, index) => {
        const { outcome, detail } = seen[index] ?? assert.fail("a round is whole");
        return outcome === predicted ? [] : [{ flow, predicted, observed: `${outcome} ${detail ?? ""}` }];
      });
      if (wrong.length === 0) break;
    }
    compared.cells += decided.length - wrong.length;
    compared.undecided += cells.length - decided.length;
    return wrong;
  }
});

function told({ flow, predicted, observed }: Disagreement): string {
  return `${flowName(flow)}: predicted ${predicted}, observed ${observed}`;
}

/** Undecided is what depends on which endpoint is chosen. */
function outcomeOf({
  allowed,
  depends,
  unserved,
}: Decision): "reachable" | "timeout" | "refused" | "undecided" {
  if (depends) return "undecided";
  if (allowed) return "reachable";
  return unserved === undefined ? "timeout" : "refused";
}

function parsed(draft: Draft): Scenario {
  const [scenario] = scenariosIn(undecidedFiles(draft));
  return scenario ?? assert.fail("it has no scenario");
}

/** The path of a scenario file that `netverdict run` reads. Shrinking leaves the smallest one in the last folder. */
function saved(draft: Draft): string {
  return saveFiles(mkdtempSync(join(tmpdir(), `netverdict-agreement-${SEED}-`)), undecidedFiles(draft));
}
