import picocolors from "picocolors";
import { pluginText } from "../../kubernetes/network-plugin/network-plugin.ts";
import { wordList } from "../../model/index.ts";
import { duration } from "../../report/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import type { DoctorReport } from "../doctor-report.ts";
import { type Finding, STATUSES, type Status } from "../finding.ts";

type Paint = (text: string) => string;

interface RenderOptions {
  readonly color: boolean;
}

/** The cluster, a line for each finding, and the answer. */
export function renderDoctor(report: DoctorReport, options: RenderOptions): string {
  return `${headline(report)}\n\n${renderFindings(report.findings, options)}\n${summary(report)}\n`;
}

/** A line for each finding; those that are not ok have why and what to do below them. */
export function renderFindings(findings: readonly Finding[], { color }: RenderOptions): string {
  const colors = picocolors.createColors(color);
  const paints: Readonly<Record<Status, Paint>> = {
    ok: colors.green,
    doubtful: colors.yellow,
    unknown: colors.yellow,
    broken: colors.red,
  };
  const width = findings.reduce((widest, { subject }) => Math.max(widest, subject.length), 0);
  return findings
    .flatMap((finding) => linesOf(finding, width, paints))
    .map((line) => `${line}\n`)
    .join("");
}

const STATUS_WIDTH = 8;

function linesOf(
  finding: Finding,
  width: number,
  paints: Readonly<Record<Status, Paint>>,
): readonly string[] {
  const { status, subject, what, why, advice, commands = [] } = finding;
  const indent = " ".repeat(STATUS_WIDTH + width + 4);
  const isFine = status === "ok";
  return [
    `${paints[status](status.padEnd(STATUS_WIDTH))}  ${subject.padEnd(width)}  ${oneLine(what)}${isFine && why !== undefined ? `; ${oneLine(why)}` : ""}`,
    ...(isFine || why === undefined ? [] : [`${indent}why: ${oneLine(why)}`]),
    ...(advice === undefined ? [] : [`${indent}do:  ${oneLine(advice)}`]),
    // As they are, so that they can be pasted into a shell.
    ...commands.map(oneLine),
  ];
}

function headline({ context, kubernetes, plugins }: DoctorReport): string {
  const named =
    plugins.length === 0 ? "no network plugin recognised" : wordList(plugins.map(pluginText), "and");
  return oneLine(`cluster ${context}, Kubernetes ${kubernetes}: ${named}`);
}

const ANSWERS: Readonly<Record<DoctorReport["enforcement"], string>> = {
  enforced: "NetworkPolicy is enforced wherever it was tried",
  "not-enforced": "NetworkPolicy is not enforced everywhere",
  unknown: "it was not found out whether NetworkPolicy is enforced",
};

function summary({ enforcement, findings, durationMs }: DoctorReport): string {
  const counts = STATUSES.toReversed().flatMap((status) => {
    const count = findings.filter((finding) => finding.status === status).length;
    return count === 0 ? [] : `${count} ${status}`;
  });
  return `${ANSWERS[enforcement]}: ${counts.join(", ")}; ${duration(durationMs)}`;
}
