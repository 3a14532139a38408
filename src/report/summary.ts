import { type Report, type StepVerdict, VERDICTS, type Verdict } from "../model/index.ts";
import { count } from "./count.ts";
import { durationText } from "./duration.ts";
import { printable } from "./printable.ts";

/** `guestbook: pass — 36 cells in 3 steps: 36 pass; 2.1 s` */
export function summaryLine(report: Report): string {
  const cells = report.steps.reduce((sum, step) => sum + step.cells.length, 0);
  const size = `${count(cells, "cell")} in ${count(report.steps.length, "step")}`;
  const totals = totalsText(report.totals);
  const name = printable(report.scenario);
  return `${name}: ${report.verdict} — ${size}${totals === "" ? "" : `: ${totals}`}; ${durationText(report.durationMs)}`;
}

/** `34 pass, 2 fail`: the verdicts that occur. */
export function totalsText(totals: Report["totals"]): string {
  const occurring = VERDICTS.filter((verdict) => totals[verdict] > 0);
  return occurring.map((verdict) => `${totals[verdict]} ${verdict}`).join(", ");
}

/** How a step was measured: `13 cells, 3 rounds in 0.4 s, enforced after 310 ms, probe timeout 250 ms`. */
export function stepFacts({ cells, rounds, durationMs, enforcedMs, probeTimeoutMs }: StepVerdict): string {
  return [
    count(cells.length, "cell"),
    `${count(rounds, "round")} in ${durationText(durationMs)}`,
    ...(enforcedMs === undefined ? [] : [`enforced after ${durationText(enforcedMs)}`]),
    ...(probeTimeoutMs === undefined ? [] : [`probe timeout ${durationText(probeTimeoutMs)}`]),
  ].join(", ");
}

/** How many cells of a step have each verdict: `11 pass, 2 fail`. */
export function stepTotals({ cells }: StepVerdict): string {
  const amount = (verdict: Verdict): number => cells.filter((cell) => cell.verdict === verdict).length;
  const occurring = VERDICTS.filter((verdict) => amount(verdict) > 0);
  return occurring.map((verdict) => `${amount(verdict)} ${verdict}`).join(", ");
}

/** `kubernetes cluster kind-a, 3 nodes: a, b, c` */
export function clusterText({ kind, name, nodes }: Report["cluster"]): string {
  const list = nodes.length === 0 ? "" : `: ${nodes.map(printable).join(", ")}`;
  return `${kind} cluster ${printable(name)}, ${count(nodes.length, "node")}${list}`;
}
