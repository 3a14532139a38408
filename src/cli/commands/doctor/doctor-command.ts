import { readFileSync } from "node:fs";
import { fitOf } from "../../../deviations/index.ts";
import {
  type DoctorFacts,
  type DoctorReport,
  doctorReport,
  exitCodeFor,
  LEFTOVERS,
  renderDoctor,
  renderDoctorJson,
  renderFindings,
} from "../../../doctor/index.ts";
import { agentProgram } from "../../../system/agent-program.ts";
import { systemClock } from "../../../system/clock.ts";
import { type Interruption, listenForInterruption } from "../../../system/interruption.ts";
import { messageOf } from "../../../system/system-error.ts";
import { newRunId } from "../../attempt/run-id.ts";
import { endOnDefect } from "../../end-on-defect.ts";
import { shippedDeviations } from "../../known-deviations/shipped-deviations.ts";
import { parseNodeSelector } from "../../options/cluster-options.ts";
import { useColors } from "../../options/color.ts";
import { LiveLine, progressSink } from "../../output/progress-sink.ts";
import { stoppedLine } from "../../output/stopped-line.ts";
import type { Terminal } from "../../output/terminal.ts";
import { collectFacts, type Patient } from "./collect-facts.ts";
import { DEFAULT_NODES, DEFAULT_TIMEOUT, type DoctorFlags } from "./doctor-flags.ts";

/** `netverdict doctor --context NAME`: says whether a cluster enforces NetworkPolicy, and what makes results doubtful. */
export async function doctorCommand(flags: DoctorFlags, terminal: Terminal): Promise<number> {
  const line = new LiveLine(progressSink(terminal));
  const say = (text: string) => line.say(text);
  const run = newRunId();
  const startedMs = systemClock.now();
  const patient = await patientOf(flags, run, say);
  using interruption = listenForInterruption(
    (signal) => say(`${signal}: removing what was created; once more to stop at once`),
    (exitCode) => abandon(exitCode, flags, run, say),
  );
  using _ = endOnDefect(interruption, {
    limitMs: 2 * patient.cluster.limits.closingMs,
    begin: () => say("removing what was created"),
    giveUp: (exitCode) => abandon(exitCode, flags, run, say),
  });
  const reportOf = (facts: DoctorFacts) => doctorReport(facts, systemClock.now() - startedMs);
  let isPrinted = false;
  const printEarly = (facts: DoctorFacts): void => {
    // Programs get one object, when all is over.
    if (flags.json) return;
    print(reportOf(facts), flags, terminal);
    isPrinted = true;
  };
  try {
    const report = reportOf(await collectFacts(patient, interruption.signal, printEarly));
    if (!isPrinted) print(report, flags, terminal);
    else printRest(report, flags, terminal);
    return interruption.exitCode() ?? exitCodeFor(report.findings);
  } catch (error) {
    return interrupted(error, interruption, say);
  }
}

async function patientOf(
  flags: DoctorFlags,
  run: string,
  progress: (line: string) => void,
): Promise<Patient> {
  const { context, kubeconfig, nodes = DEFAULT_NODES, timeout = DEFAULT_TIMEOUT } = flags;
  const kubernetes = await import("../../../kubernetes/index.ts");
  const { image = kubernetes.DEFAULT_IMAGE, imagePullSecret = [] } = flags;
  const namespace = `netverdict-doctor-${run}`;
  const nodeSelector = parseNodeSelector(flags.nodeSelector ?? []);
  const where = { context, ...(kubeconfig === undefined ? {} : { kubeconfig }), run, nodeSelector };
  const timeoutMs = timeout * 1000;
  return {
    cluster: kubernetes.kubernetesCluster({
      ...where,
      agentSource: readFileSync(agentProgram(), "utf8"),
      image,
      imagePullSecrets: imagePullSecret,
      // What keeps pods from starting has to be found out before the time is over.
      readyTimeoutMs: timeoutMs / 2,
      progress,
    }),
    survey: (signal) => kubernetes.surveyCluster({ ...where, namespace }, signal),
    namespace,
    image,
    mostNodes: nodes,
    timeoutMs,
    deviations: deviationsKnown(progress),
  };
}

function deviationsKnown(say: (line: string) => void): Patient["deviations"] {
  const { files, notes } = shippedDeviations();
  for (const note of notes) say(`note: ${note}`);
  return files.map((file) => ({
    file: file.file,
    count: file.entries.length,
    fits: (plugin) => {
      const fit = fitOf(file, plugin);
      return fit === "fits" || fit === "unsure" ? fit : "no";
    },
  }));
}

function print(report: DoctorReport, { json, color }: DoctorFlags, terminal: Terminal): void {
  terminal.stdout.write(
    json ? renderDoctorJson(report) : renderDoctor(report, { color: useColors(color, terminal) }),
  );
}

/** What is known only when all that was made should be gone. */
function printRest(report: DoctorReport, { color }: DoctorFlags, terminal: Terminal): void {
  const findings = report.findings.filter(({ check }) => check === LEFTOVERS);
  terminal.stdout.write(renderFindings(findings, { color: useColors(color, terminal) }));
}

/** The exit code of an interruption. Rethrows any other error. */
function interrupted(error: unknown, interruption: Interruption, say: (line: string) => void): number {
  const exitCode = interruption.exitCode();
  if (exitCode === undefined) throw error;
  say(
    error === interruption.signal.reason
      ? "netverdict: interrupted; nothing is left behind"
      : `netverdict: ${messageOf(error)}`,
  );
  return exitCode;
}

/** The user does not want to wait for the clean-up: says how to do it later. */
function abandon(
  exitCode: number,
  { context, kubeconfig }: DoctorFlags,
  run: string,
  say: (line: string) => void,
): never {
  say(stoppedLine({ context, kubeconfig }, run));
  process.exit(exitCode);
}
