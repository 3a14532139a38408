import assert from "node:assert/strict";
import type {
  Decision,
  MeasuredStep,
  Observation,
  Outcome,
  Round,
  StepVerdict,
} from "../../src/model/index.ts";
import { judgeStep, type StepEvidence } from "../../src/verdict/judge-step.ts";
import { flow, stepRecord } from "../model/build.ts";

const side = { allowed: true, selecting: [], tiers: [] } as const;
const decision: Decision = {
  allowed: true,
  egress: { direction: "Egress", ...side },
  ingress: { direction: "Ingress", ...side },
};
const FLOWS = [flow("x/a", "x/b"), flow("x/b", "x/a")];

function round(first: Outcome, second: Outcome, endedMs: number, rest: Partial<Round> = {}): Round {
  const observations: readonly Observation[] = [{ outcome: first }, { outcome: second }];
  return { startedMs: endedMs - 5, endedMs, timeoutMs: 250, observations, sentinels: [], ...rest };
}

/** A step of two flows that are both to be denied, its changes accepted at 100 ms. */
function judged(
  rounds: readonly Round[],
  rest: Partial<StepEvidence> = {},
  { predicted = [decision, decision], expected = {} }: MeasuredParts = {},
): StepVerdict {
  const step: MeasuredStep = {
    task: { name: "s", kind: "declared", changes: [], refused: [], waitMs: 0, flows: FLOWS, sentinels: [] },
    expected: { cells: ["deny", "deny"], sentinels: [], ...expected },
    predicted,
    record: stepRecord(rounds, { appliedMs: 100 }),
  };
  const timeouts = { probeMs: "auto", settleMs: 1000, hold: 1 } as const;
  return judgeStep({ step, before: new Map(), isControlled: () => true, timeouts, ...rest });
}

interface MeasuredParts {
  readonly predicted?: readonly Decision[];
  readonly expected?: Partial<MeasuredStep["expected"]>;
}

const verdicts = ({ cells }: StepVerdict) => cells.map(({ verdict }) => verdict);
const before = new Map([
  ["x/a -> x/b:80", { outcome: "reachable" }],
  ["x/b -> x/a:80", { outcome: "reachable" }],
] as const);

describe("the judgement of a step", () => {
  it("says how long it took, and which timeout its last round had", () => {
    const step = judged([
      round("timeout", "timeout", 110),
      round("timeout", "timeout", 130, { timeoutMs: 500 }),
    ]);
    assert.deepEqual([step.rounds, step.durationMs, step.probeTimeoutMs], [2, 30, 500]);
  });

  it("counts the answers that came only to a packet that was sent again", () => {
    const lossy = round("reachable", "reachable", 110, {
      observations: [{ outcome: "reachable", lost: 2 }, { outcome: "reachable" }],
    });
    const expected = { cells: ["allow", "allow"] } as const;
    assert.deepEqual(judged([lossy, lossy], {}, { expected }).resent, { answers: 4, late: 2 });
    assert.ok(!("resent" in judged([round("reachable", "timeout", 110)], {}, { expected })));
  });

  it("says of a step without rounds that it was not probed", () => {
    const step = judged([]);
    assert.deepEqual([step.rounds, step.durationMs, "probeTimeoutMs" in step], [0, 0, false]);
    assert.deepEqual(
      step.cells.map(({ cause }) => cause),
      ["it was not probed", "it was not probed"],
    );
  });

  it("was enforced when its slowest cell was, of those that changed", () => {
    const rounds = [round("timeout", "reachable", 110), round("timeout", "timeout", 130)];
    const step = judged(rounds, { before });
    assert.deepEqual(
      step.cells.map(({ enforcedMs }) => enforcedMs),
      [5, 25],
    );
    assert.equal(step.enforcedMs, 25);
    const swapped = [round("reachable", "timeout", 110), round("timeout", "timeout", 130)];
    assert.equal(judged(swapped, { before }).enforcedMs, 25);
  });

  it("says nothing of enforcement where no cell changed", () => {
    const step = judged([round("timeout", "timeout", 110)]);
    assert.ok(!("enforcedMs" in step) && step.cells.every((cell) => !("enforcedMs" in cell)));
    assert.ok(step.cells.every((cell) => !("history" in cell)));
  });

  it("names who does not listen where that is why silence proves nothing", () => {
    const unserved = { ...decision, unserved: "x/b does not listen on TCP 80" };
    const step = judged(
      [round("timeout", "timeout", 110)],
      { isControlled: () => false },
      { predicted: [unserved, decision] },
    );
    assert.deepEqual(
      step.cells.map(({ cause }) => cause),
      [
        "x/b does not listen on TCP 80, so that silence there says nothing about policies",
        "nothing has shown that it would get through if it were allowed, so that silence proves nothing",
      ],
    );
  });

  it("asks for the control of the last round that counts", () => {
    const counting = round("timeout", "timeout", 110);
    const asked = new Set<Round | undefined>();
    judged(
      [round("timeout", "timeout", 105), counting, round("timeout", "timeout", 130, { overloaded: "busy" })],
      {
        isControlled: (_, one) => {
          asked.add(one);
          return true;
        },
      },
    );
    assert.deepEqual([...asked], [counting]);
  });

  it("does not take an overloaded round for one in which every node had caught up", () => {
    const expected = { sentinels: ["allow"] } as const;
    const open: Partial<Round> = { sentinels: [{ outcome: "reachable" }] };
    const shut: Partial<Round> = { sentinels: [{ outcome: "timeout" }] };
    const late = round("timeout", "timeout", 110, { ...open, overloaded: "busy" });
    const step = judged([late, round("timeout", "timeout", 130, shut)], {}, { expected });
    assert.deepEqual(verdicts(step), ["unknown", "unknown"]);
    assert.match(step.cells[0]?.cause ?? "", /not every node had enforced/);
    assert.deepEqual(verdicts(judged([round("timeout", "timeout", 110, open)], {}, { expected })), [
      "pass",
      "pass",
    ]);
  });

  it("does not call flaky what changed before every node had caught up", () => {
    const expected = { sentinels: ["allow"] } as const;
    const shut: Partial<Round> = { sentinels: [{ outcome: "timeout" }] };
    const open: Partial<Round> = { sentinels: [{ outcome: "reachable" }] };
    const rounds = [
      round("timeout", "timeout", 110, shut),
      round("reachable", "timeout", 120, shut),
      round("timeout", "timeout", 130, open),
    ];
    assert.deepEqual(verdicts(judged(rounds, {}, { expected })), ["pass", "pass"]);
  });

  it("believes every answer of an overloaded round, but not its silence", () => {
    for (const answer of ["reachable", "refused", "unreachable", "wrong-peer"] as const) {
      const step = judged([
        round(answer, "timeout", 110, { overloaded: "busy" }),
        round("timeout", "timeout", 130),
      ]);
      assert.deepEqual(
        step.cells.map(({ history }) => history),
        [`${answer}×1 timeout×1`, undefined],
      );
    }
  });

  it("takes what a round lacks for not measured", () => {
    const step = judged([
      round("timeout", "timeout", 110),
      { ...round("timeout", "timeout", 130), observations: [] },
    ]);
    assert.deepEqual(verdicts(step), ["pass", "pass"]);
    assert.ok(step.cells.every((cell) => !("enforcedMs" in cell)));
  });

  it("says why the last round does not count where no round does", () => {
    const step = judged([round("timeout", "timeout", 110, { overloaded: "answers took 300 ms" })]);
    assert.match(step.cells[0]?.cause ?? "", /^answers came late in 1 of 1 round, .*: answers took 300 ms$/);
  });

  it("does not blame the nodes where answers came late, but says so", () => {
    const expected = { cells: ["allow", "deny"], sentinels: ["allow"] } as const;
    const late: Partial<Round> = { sentinels: [{ outcome: "reachable" }], overloaded: "answers took 300 ms" };
    const step = judged(
      [round("reachable", "timeout", 110, late), round("reachable", "timeout", 130, late)],
      {},
      { expected },
    );
    assert.deepEqual(verdicts(step), ["unknown", "unknown"]);
    for (const { cause } of step.cells)
      assert.match(
        cause ?? "",
        /^answers came late in 2 of 2 rounds, so that silence proves nothing there, since the cluster is overloaded or/,
      );
  });

  it("does not blame an overloaded cluster for what no node was seen to have enforced", () => {
    const expected = { sentinels: ["allow"] } as const;
    const leak = (sentinel: Outcome, rest: Partial<Round> = {}): Round =>
      round("reachable", "timeout", 110, { sentinels: [{ outcome: sentinel }], ...rest });
    const busy = { overloaded: "answers took 300 ms" };
    const [cell] = judged([leak("timeout", busy)], {}, { expected }).cells;
    assert.equal(cell?.verdict, "unknown");
    assert.match(cell?.cause ?? "", /^nothing showed that every node had enforced .* late in 1 of 1 round/);
    for (const known of [leak("reachable", busy), leak("timeout")])
      assert.equal(judged([known], {}, { expected }).cells[0]?.verdict, "fail");
  });

  it("says of what was not held that answers came late, if they did", () => {
    const late = round("timeout", "timeout", 130, { overloaded: "answers took 300 ms" });
    const timeouts = { probeMs: "auto", settleMs: 1000, hold: 2 } as const;
    const [cell] = judged([round("timeout", "timeout", 110), late], { timeouts }).cells;
    assert.equal(cell?.verdict, "unknown");
    assert.match(
      cell?.cause ?? "",
      /^it was as expected for 1 round .*: answers came late in 1 of 2 rounds, .*: answers took 300 ms$/,
    );
  });
});
