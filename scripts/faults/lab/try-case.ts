import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../../../src/model/index.ts";
import { type Comparison, compareReports } from "../compare-reports.ts";
import { type ClusterUnderTest, healthy } from "../hands/cluster-under-test.ts";
import type { FaultProxy } from "../proxy/fault-proxy.ts";
import { type FaultCase, MOMENTS, nothingToHeal, sleep } from "./fault-case.ts";
import { type EndedRun, type RunOfCommand, startRun } from "./netverdict-run.ts";

/** Where runs are made. */
export interface Ground {
  readonly cluster: ClusterUnderTest;
  readonly proxy: FaultProxy;
  readonly kubeconfigs: Readonly<Record<FaultCase["by"], string>>;
  readonly scenario: string;
  readonly suffix: string;
  readonly folder: string;
  /** Within which the command says that a run ends. */
  readonly deadlineSeconds: number;
}

/** What came of one run with a fault. */
export interface Tried {
  readonly ended: EndedRun;
  /** Whether the run came as far as to the moment of the fault. */
  readonly struck: boolean;
  readonly comparison: Comparison;
  /** Namespaces that the run left, and those of them that `gc` did not remove either. */
  readonly left: readonly string[];
  readonly stuck: readonly string[];
  readonly problems: readonly string[];
}

const COLLECTIONS = 3;
const FAULTLESS_TRIES = 3;

const NO_FAULT: FaultCase = {
  name: "none",
  fault: "none",
  where: "",
  disrupts: false,
  by: "direct",
  strike: async () => nothingToHeal,
};

/** A run without a fault, with which all others are compared. On a busy cluster it may take a few to know all cells. */
export async function faultlessRun(ground: Ground): Promise<Report> {
  for (let tries = 1; ; tries++) {
    const { report, output } = (await carriedOut(ground, NO_FAULT)).ended;
    if (report?.verdict === "pass") return report;
    if (report?.verdict !== "unknown" || tries === FAULTLESS_TRIES)
      throw new Error(`the run without a fault does not pass:\n${output}`);
  }
}

/** Carries out one run with a fault, brings the cluster back to health and looks at what is left. */
export async function tryCase(ground: Ground, faultless: Report, one: FaultCase): Promise<Tried> {
  const { ended, id, struck } = await carriedOut(ground, one);
  const left = await leftOf(ground, id);
  const stuck = await afterCollection(ground, id, left);
  const comparison = compared(faultless, ended);
  const missed = struck ? [] : ["the run ended before the fault struck"];
  const problems = [...missed, ...problemsOf(ground, ended, comparison, left, stuck)];
  return { ended, struck, comparison, left, stuck, problems };
}

/** What `gc` does not remove either; the cluster may still be recovering from the fault, so that it has more than one try. */
async function afterCollection(
  ground: Ground,
  id: string | undefined,
  left: readonly string[],
): Promise<readonly string[]> {
  let stuck = left;
  for (let tries = 0; tries < COLLECTIONS && stuck.length > 0; tries++) {
    await collect(ground, id);
    stuck = await leftOf(ground, id);
  }
  return stuck;
}

interface Carried {
  readonly ended: EndedRun;
  /** The run's id, if it came as far as to create something. */
  readonly id: string | undefined;
  /** Whether the run came as far as to the moment of the fault. */
  readonly struck: boolean;
}

async function carriedOut(ground: Ground, one: FaultCase): Promise<Carried> {
  const { cluster, proxy, kubeconfigs, scenario, suffix, folder } = ground;
  const reportFile = join(folder, "report.json");
  rmSync(reportFile, { force: true });
  const reached = ["--context", cluster.context, "--kubeconfig", kubeconfigs[one.by]];
  const reports = ["--report", `json=${reportFile}`, ...(one.args ?? [])];
  const blow = { cluster, proxy, pod: (name: string) => name.replace("/", `${suffix}/`) };
  const strike = async (pid: number) => one.strike({ ...blow, pid });
  let heal = one.when === undefined ? await strike(0) : nothingToHeal;
  const run = startRun({
    args: ["run", scenario, ...reached, "--namespace-suffix", suffix, ...reports],
    environment: one.environment ?? {},
    reportFile,
    limitMs: (ground.deadlineSeconds + 60) * 1000,
  });
  const id = runId(ground, run);
  try {
    const struck = one.when === undefined || (await run.said(one.when));
    if (struck && one.when !== undefined) heal = await strike(run.pid);
    return { ended: await run.ended, id: await id, struck };
  } finally {
    await run.ended;
    proxy.set(undefined);
    await heal();
    if (one.disrupts) await healthy(cluster);
  }
}

/** Nothing measured is as good as every cell unknown, for the reason that was printed. */
function compared(faultless: Report, { report, output }: EndedRun): Comparison {
  if (report !== undefined) return compareReports(faultless, report);
  const lines = output.trim().split("\n");
  const reason = lines.findLast((line) => line.startsWith("netverdict: "));
  const cells = faultless.steps.reduce((sum, { cells }) => sum + cells.length, 0);
  return reason === undefined
    ? {
        right: 0,
        unknown: 0,
        wrong: [`there is no report, and no reason; at last it says '${lines.at(-1)}'`],
        causes: [],
      }
    : { right: 0, unknown: cells, wrong: [], causes: [reason.replace("netverdict: ", "")] };
}

/** 0 only if every cell is right and nothing is left; 3 for what could not be measured, removed or written. */
function problemsOf(
  { deadlineSeconds }: Ground,
  { exitCode, seconds, output }: EndedRun,
  { unknown, wrong }: Comparison,
  left: readonly string[],
  stuck: readonly string[],
): readonly string[] {
  const mayBe = unknown > 0 || left.length > 0 ? [3] : wrong.length > 0 ? [1] : [0, 3];
  return [
    ...(exitCode !== null && !mayBe.includes(exitCode) ? [`exit code ${exitCode}, not ${mayBe}`] : []),
    ...(exitCode === null || seconds > deadlineSeconds ? [`it did not end within ${deadlineSeconds} s`] : []),
    ...(/\n\s+at /.test(output) ? ["a stack trace was printed"] : []),
    ...(left.length > 0 && !output.includes("netverdict gc ")
      ? ["it did not say how to remove what is left"]
      : []),
    ...(stuck.length > 0 ? [`gc did not remove ${stuck.join(", ")}`] : []),
  ];
}

/** As the label of the run's namespaces says. */
async function runId(
  { cluster, suffix }: Ground,
  { said, ended }: RunOfCommand,
): Promise<string | undefined> {
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  await said(MOMENTS.creating);
  const path = "jsonpath={.metadata.labels.netverdict\\.dev/run}";
  while (!isOver) {
    const id = await cluster.kubectl("get", "namespace", `guestbook${suffix}`, "-o", path).catch(() => "");
    if (id !== "") return id;
    await sleep(100);
  }
  return undefined;
}

async function leftOf({ cluster }: Ground, id: string | undefined): Promise<readonly string[]> {
  if (id === undefined) return [];
  const names = "jsonpath={.items[*].metadata.name}";
  const found = await cluster.kubectl("get", "namespaces", "-l", `netverdict.dev/run=${id}`, "-o", names);
  return found.split(" ").filter((name) => name !== "");
}

/** Of this run only, since others may be at work on the cluster; its process has ended, whatever its Lease says. */
async function collect({ cluster, kubeconfigs, folder }: Ground, id = ""): Promise<void> {
  const run = startRun({
    args: ["gc", "--context", cluster.context, "--kubeconfig", kubeconfigs.direct, "--run", id, "--alive"],
    environment: {},
    reportFile: join(folder, "none.json"),
    limitMs: 180_000,
  });
  await run.ended;
}
