import assert from "node:assert/strict";
import type {
  Change,
  Decision,
  Flow,
  MeasuredStep,
  Observation,
  Outcome,
  PodRef,
  Round,
  StepKind,
} from "../../src/model/index.ts";
import { positiveControl } from "../../src/verdict/evidence/control.ts";
import { flow, pod, stepRecord } from "../model/build.ts";

type Seen = Readonly<Record<string, Outcome>>;

const ab = flow("x/a", "x/b");
const cb = flow("x/c", "x/b");
const bb = flow("x/b", "x/b");
const ac = flow("x/a", "x/c");
const FLOWS = [ab, cb, bb, ac];
const names = ["ab", "cb", "bb", "ac"];

/** A round in which some of `FLOWS` came to something else than silence. */
function round(seen: Seen, overloaded?: string): Round {
  const observations = names.map((name): Observation => ({ outcome: seen[name] ?? "timeout" }));
  return {
    startedMs: 0,
    endedMs: 1,
    timeoutMs: 250,
    observations,
    sentinels: [],
    ...(overloaded === undefined ? {} : { overloaded }),
  };
}

function measured(kind: StepKind, rounds: readonly Round[], changes: readonly Change[] = []): MeasuredStep {
  const task = { name: kind, kind, changes, refused: [], waitMs: 0, flows: FLOWS, sentinels: [] };
  const predicted: readonly Decision[] = [];
  return { task, expected: { cells: [], sentinels: [] }, predicted, record: stepRecord(rounds) };
}

/** Whether the silence of `asked` means something in a step in which `now` was seen. */
function isControlled(
  asked: Flow,
  { before = {}, now = {}, changes = [] }: { before?: Seen; now?: Seen; changes?: readonly Change[] },
): boolean {
  const step = measured("declared", [], changes);
  return positiveControl({ steps: [measured("control", [round(before)]), step] })(step)(asked, round(now));
}

const restart = (ref: PodRef): Change => ({ action: "restart-pod", pod: ref });

describe("whether silence means something", () => {
  it("is shown by the flow itself before any policy", () => {
    assert.ok(isControlled(ab, { before: { ab: "reachable" } }));
    assert.ok(!isControlled(ab, {}));
    assert.ok(!isControlled(ab, { before: { ab: "refused" } }));
  });

  it("is not shown by what was seen before of a pod that has been made since", () => {
    for (const changes of [[restart("x/a")], [restart("x/b")]] as const)
      assert.ok(!isControlled(ab, { before: { ab: "reachable" }, changes }));
    const created: Change = { action: "create-pod", pod: pod("x/b") };
    assert.ok(!isControlled(ab, { before: { ab: "reachable" }, changes: [created] }));
    assert.ok(isControlled(ab, { before: { ab: "reachable" }, changes: [restart("x/c")] }));
    const labelled: Change = { action: "label-pod", pod: "x/a", set: {}, unset: [] };
    assert.ok(isControlled(ab, { before: { ab: "reachable" }, changes: [labelled] }));
  });

  it("is not shown by what was seen before where one of several endpoints has been made since", () => {
    const endpoints = [
      { pod: "x/b", port: 80 },
      { pod: "x/c", port: 80 },
    ] as const;
    const toService = { ...flow("x/a", "x/web"), endpoints };
    const control = measured("control", [round({ ab: "reachable" })]);
    const flows = [toService, ...FLOWS.slice(1)];
    const within = (step: MeasuredStep): MeasuredStep => ({ ...step, task: { ...step.task, flows } });
    const ask = (changes: readonly Change[]): boolean => {
      const step = within(measured("declared", [], changes));
      return positiveControl({ steps: [within(control), step] })(step)(toService, undefined);
    };
    assert.ok(ask([]));
    assert.ok(!ask([restart("x/c")]));
  });

  it("is shown by what was seen after the changes of the control step, which bring back the world", () => {
    const control = measured("control", [round({ ab: "reachable" })], [restart("x/b")]);
    const step = measured("declared", []);
    assert.ok(positiveControl({ steps: [control, step] })(step)(ab, undefined));
  });

  it("is not shown by a control step that lacks observations", () => {
    const control = measured("control", [{ ...round({}), observations: [] }]);
    const step = measured("declared", []);
    assert.ok(!positiveControl({ steps: [control, step] })(step)(ab, undefined));
  });

  it("is shown by another source that reaches the same listener in the same round", () => {
    assert.ok(isControlled(ab, { now: { cb: "reachable" }, changes: [restart("x/b")] }));
    assert.ok(!isControlled(ab, { now: { ac: "reachable" }, changes: [restart("x/b")] }));
  });

  it("is not shown by a listener that reaches itself: loopback says nothing about the way to it", () => {
    assert.ok(!isControlled(ab, { now: { bb: "reachable" } }));
  });

  it("of a new source is shown by a listener that answered before and the source's reach of another one", () => {
    const changes = [restart("x/a")];
    assert.ok(isControlled(ab, { before: { cb: "reachable" }, now: { ac: "reachable" }, changes }));
    assert.ok(!isControlled(ab, { before: { cb: "reachable" }, changes }));
    assert.ok(!isControlled(ab, { now: { ac: "reachable" }, changes }));
  });

  it("of a new source is not shown by a listener that had only reached itself before", () => {
    const seen = { before: { bb: "reachable" }, now: { ac: "reachable" } } as const;
    assert.ok(!isControlled(ab, { ...seen, changes: [restart("x/a")] }));
  });

  it("is not shown by an overloaded round, nor without a round or a control step", () => {
    const step = measured("declared", []);
    const overloaded = measured("control", [round({ ab: "reachable" }, "busy")]);
    assert.ok(!positiveControl({ steps: [overloaded, step] })(step)(ab, undefined));
    assert.ok(!positiveControl({ steps: [step] })(step)(ab, undefined));
  });

  it("is asked of the control step alone, and of the steps up to the one that is judged", () => {
    const first = measured("declared", [round({ ab: "reachable" })]);
    const second = measured("declared", [], [restart("x/b")]);
    const control = measured("control", [round({ cb: "reachable" }), round({ ac: "reachable" })]);
    const isControlledIn = positiveControl({ steps: [control, first, second] });
    assert.ok(!isControlledIn(first)(ab, undefined));
    assert.ok(isControlledIn(first)(cb, undefined) && isControlledIn(first)(ac, undefined));
    assert.ok(!isControlledIn(second)(cb, undefined));
  });

  it("is asked anew for each round", () => {
    const step = measured("declared", [], [restart("x/b")]);
    const ask = positiveControl({ steps: [step] })(step);
    assert.ok(ask(ab, round({ cb: "reachable" })));
    assert.ok(!ask(ab, round({})));
  });
});
