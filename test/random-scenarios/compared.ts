import {
  type CellVerdict,
  type Decision,
  flowName,
  type Outcome,
  passes,
  type Report,
  type StepVerdict,
  type Verdict,
} from "../../src/model/index.ts";

/** What a run says of prediction and observation. */
export interface Compared {
  readonly steps: number;
  /** Those that were measured and are as predicted. */
  readonly agreeing: number;
  /** It depends on which endpoint is chosen. */
  readonly undecided: number;
  readonly unmeasured: number;
  /** A sentence for each cell that was measured and is not as predicted. */
  readonly disagreements: readonly string[];
  /** A sentence for whatever else is not as it should be. */
  readonly complaints: readonly string[];
}

/** Compares every cell, whatever the scenario expects of it. */
export function compared(report: Report): Compared {
  const cells = report.steps.flatMap(({ name, cells: all }) => all.map((cell) => ({ step: name, cell })));
  const judged = cells.map(({ step, cell }) => ({ step, cell, answer: answerOf(cell) }));
  const count = (answer: Answer): number => judged.filter((each) => each.answer === answer).length;
  return {
    steps: report.steps.length,
    agreeing: count("agrees"),
    undecided: count("undecided"),
    unmeasured: count("unmeasured"),
    disagreements: judged.flatMap(({ step, cell, answer }) =>
      answer === "disagrees" ? [`${step}: ${told(cell)}`] : [],
    ),
    complaints: complaintsAbout(report),
  };
}

type Answer = "agrees" | "disagrees" | "undecided" | "unmeasured";

function answerOf({ predicted, observed, verdict }: CellVerdict): Answer {
  if (predicted === undefined || verdict === "unknown" || observed.outcome === "probe-failed")
    return "unmeasured";
  const outcomes = outcomesOf(predicted);
  if (outcomes.length === 0) return "undecided";
  return outcomes.includes(observed.outcome) ? "agrees" : "disagrees";
}

/** What may be seen on the local cluster, which drops what is denied; none if that is not known. */
function outcomesOf({ allowed, depends, undetermined, unserved, lookup }: Decision): readonly Outcome[] {
  if (depends === true || undetermined !== undefined) return [];
  if (allowed) return ["reachable"];
  if (lookup !== undefined) return ["unresolved"];
  // The name of a headless Service without endpoints stands for nothing.
  return unserved === undefined ? ["timeout"] : ["refused", "unresolved"];
}

function told({ flow, predicted, observed, history }: CellVerdict): string {
  const expected = predicted === undefined ? "nothing" : outcomesOf(predicted).join(" or ");
  const seen = [observed.outcome, observed.detail, history].filter((part) => part !== undefined).join(", ");
  return `${flowName(flow)}: predicted ${expected}, observed ${seen}`;
}

/** Everything is expected as it is predicted, or excused; what is not known is not wrong. */
function complaintsAbout({ verdict, enforcement, findings, steps }: Report): readonly string[] {
  const wrong = steps.flatMap(({ name, cells }) =>
    cells
      .filter((cell) => !isRight(cell.verdict))
      .map(({ flow, verdict: each, cause }) => `${name}: ${flowName(flow)} is ${each}: ${cause}`),
  );
  return [
    ...(isRight(verdict) ? [] : [`the verdict is ${verdict}`]),
    ...(enforcement === "not-enforced" ? [`policies are ${enforcement}`] : []),
    ...(enforcement === "enforced" ? findings : []),
    ...steps.flatMap(refusalsOf),
    ...wrong,
  ];
}

function isRight(verdict: Verdict): boolean {
  return passes(verdict) || verdict === "unknown";
}

function refusalsOf({ name, refusals }: StepVerdict): readonly string[] {
  return refusals.flatMap(({ verdict, cause }) => (verdict === "pass" ? [] : [`${name}: refused: ${cause}`]));
}
