import { type CellVerdict, flowName, type Report, type StepVerdict } from "../../src/model/index.ts";

/** How a run with a fault compares with one without, by cells. */
export interface Comparison {
  /** As without the fault. */
  readonly right: number;
  /** Unknown, with a cause. */
  readonly unknown: number;
  /** Neither: a sentence each. */
  readonly wrong: readonly string[];
  /** The causes of what is unknown, each once. */
  readonly causes: readonly string[];
}

/** Compares the cells of two reports of one scenario. A cell that is missing, or unknown without a cause, is wrong. */
export function compareReports(faultless: Report, faulty: Report): Comparison {
  const cells = faultless.steps.flatMap((step, index) =>
    step.cells.map((cell) => compareCell(step, cell, cellIn(faulty.steps[index], cell))),
  );
  const steady = faultless.enforcement;
  const lied = faulty.enforcement !== "unproven" && faulty.enforcement !== steady;
  return {
    right: cells.filter(({ kind }) => kind === "right").length,
    unknown: cells.filter(({ kind }) => kind === "unknown").length,
    wrong: [
      ...(lied ? [`enforcement is ${faulty.enforcement}, not ${steady}`] : []),
      ...cells.flatMap(({ kind, text }) => (kind === "wrong" ? [text] : [])),
    ],
    causes: [...new Set(cells.flatMap(({ kind, text }) => (kind === "unknown" ? [text] : [])))],
  };
}

interface Compared {
  readonly kind: "right" | "unknown" | "wrong";
  /** The cause of what is unknown, or what is wrong. */
  readonly text: string;
}

function cellIn(step: StepVerdict | undefined, { flow }: CellVerdict): CellVerdict | undefined {
  return step?.cells.find((cell) => flowName(cell.flow) === flowName(flow));
}

function compareCell(step: StepVerdict, wanted: CellVerdict, found: CellVerdict | undefined): Compared {
  const where = `${step.name}: ${flowName(wanted.flow)}`;
  if (found === undefined) return { kind: "wrong", text: `${where} is missing` };
  if (found.verdict === "unknown") {
    const cause = found.cause ?? "";
    return isPlain(cause)
      ? { kind: "unknown", text: cause }
      : { kind: "wrong", text: `${where} is unknown, and its cause is no sentence: '${cause}'` };
  }
  const isSame = found.verdict === wanted.verdict && found.observed.outcome === wanted.observed.outcome;
  if (isSame) return { kind: "right", text: "" };
  const seen = `${found.verdict} (${found.observed.outcome}${found.history === undefined ? "" : `, ${found.history}`})`;
  return { kind: "wrong", text: `${where} is ${seen}, not ${wanted.verdict} (${wanted.observed.outcome})` };
}

/** A cause is words of ours: no stack, no `undefined`, no object that was printed. */
function isPlain(cause: string): boolean {
  return cause.trim().includes(" ") && !/\bundefined\b|\[object |\n\s+at |TypeError|SyntaxError/.test(cause);
}
