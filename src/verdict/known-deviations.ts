import { type CellVerdict, type KnownDeviation, type StepVerdict, satisfies } from "../model/index.ts";
import { worst } from "./worst.ts";

/** A step some of whose cells are known to deviate, one entry for each cell. */
export function knownToDeviate(
  step: StepVerdict,
  deviations: readonly (KnownDeviation | undefined)[] | undefined,
): StepVerdict {
  if (deviations === undefined) return step;
  const cells = step.cells.map((cell, index) => {
    const known = deviations[index];
    if (known === undefined || cell.verdict === "unknown") return cell;
    return known.isExpected ? compared(cell, known) : mentioned(cell, known);
  });
  return { ...step, cells, verdict: worst([...cells, ...step.refusals].map(({ verdict }) => verdict)) };
}

/** Strictly: a cell that is as expected, or deviates otherwise, fails. */
function compared(cell: CellVerdict, known: KnownDeviation): CellVerdict {
  const { verdict } = cell;
  if (isThat(cell, known)) return { ...mentioned(cell, known), verdict: "known-deviation" };
  if (verdict === "pass" && known.varies !== undefined) return cell;
  if (verdict === "pass")
    return { ...cell, verdict: "xpass", cause: `no longer deviates: remove it from ${known.where}` };
  const otherwise = `it deviates otherwise than ${known.where} says, which is ${known.observed.join(" or ")}`;
  return { ...cell, cause: cell.cause === undefined ? otherwise : `${otherwise}: ${cell.cause}` };
}

function mentioned(cell: CellVerdict, known: KnownDeviation): CellVerdict {
  if (!isThat(cell, known)) return cell;
  const cause = `known deviation of ${known.plugin}: ${known.why} (${known.where})`;
  return { ...cell, cause, deviation: known };
}

/** What comes and goes may do so during a step. */
function isThat({ verdict, observed, expected }: CellVerdict, known: KnownDeviation): boolean {
  const isListed = known.observed.includes(observed.outcome);
  if (verdict === "flaky")
    return known.varies !== undefined && (isListed || satisfies(observed.outcome, expected));
  return verdict === "fail" && isListed;
}
