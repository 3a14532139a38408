import { type CellVerdict, flowName, type StepVerdict } from "../../model/index.ts";
import { duration } from "./duration.ts";
import { flowLines } from "./flow-list.ts";
import { circumstances, type MismatchGroup } from "./mismatch.ts";

/** Up to this many cells each gets its own line, with what was seen. */
const MOST_SINGLE = 4;

/** The flows of a group: one line each, or, if they are many, written like rules, with the range of what was seen. */
export function groupFlows({ cells }: MismatchGroup, step: StepVerdict): readonly string[] {
  if (cells.length <= MOST_SINGLE) return singleLines(cells, step);
  const flows = cells.map(({ flow }) => flow);
  const all = step.cells.map(({ flow }) => flow);
  const lines = flows.length === all.length ? ["every flow of the step"] : flowLines(flows, all);
  return [...lines, ...latencies(cells), ...example(cells, step)];
}

function singleLines(cells: readonly CellVerdict[], { probeTimeoutMs }: StepVerdict): readonly string[] {
  const width = Math.max(0, ...cells.map(({ flow }) => flowName(flow).length));
  return cells.map((cell) =>
    `${flowName(cell.flow).padEnd(width)}  ${circumstances(cell, probeTimeoutMs)}`.trimEnd(),
  );
}

function latencies(cells: readonly CellVerdict[]): readonly string[] {
  const times = cells.flatMap(({ observed }) => observed.latencyMs ?? []).sort((a, b) => a - b);
  const [fastest, slowest] = [times[0], times.at(-1)];
  if (fastest === undefined || slowest === undefined) return [];
  const [low, high] = [duration(fastest), duration(slowest)];
  return [low === high ? `answered in ${low}` : `answered in ${low} to ${high}`];
}

/** Details and histories differ from cell to cell; one of them tells more than none. */
function example(cells: readonly CellVerdict[], { probeTimeoutMs }: StepVerdict): readonly string[] {
  const telling = cells.find(
    ({ history, observed, cause }) =>
      history !== undefined || (observed.detail !== undefined && observed.detail !== cause),
  );
  return telling === undefined
    ? []
    : [`for example ${flowName(telling.flow)}: ${circumstances(telling, probeTimeoutMs)}`];
}
