import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadCredentials } from "../../../src/kubernetes/api/kubeconfig.ts";
import type { Report } from "../../../src/model/index.ts";
import { type ClusterUnderTest, clusterUnderTest } from "../hands/cluster-under-test.ts";
import { faultProxy } from "../proxy/fault-proxy.ts";
import type { Row } from "../table.ts";
import type { FaultCase } from "./fault-case.ts";
import { writeKubeconfigs } from "./kubeconfigs.ts";
import { startRun } from "./netverdict-run.ts";
import { faultlessRun, type Ground, type Tried, tryCase } from "./try-case.ts";

export interface LabOptions {
  readonly context: string;
  readonly kubeconfig?: string | undefined;
  readonly suffix: string;
  /** Where each run's output is kept. */
  readonly transcripts?: string | undefined;
  /** Where the report of the run without a fault is kept; it is made if it is not there. */
  readonly faultless?: string | undefined;
}

const TRIES = 3;

/** Runs the guestbook on a real cluster, once without a fault and once with each. */
export async function* labRows(cases: readonly FaultCase[], options: LabOptions): AsyncGenerator<Row> {
  const folder = mkdtempSync(join(tmpdir(), "netverdict-faults-"));
  const { context, kubeconfig, suffix, transcripts } = options;
  const cluster = clusterUnderTest(context, kubeconfig);
  const proxy = await faultProxy(
    loadCredentials({ context, ...(kubeconfig === undefined ? {} : { kubeconfig }) }, process.env),
  );
  try {
    const ground = await groundOf(cluster, { proxy, folder, suffix });
    const faultless = await keptReport(options.faultless, () => faultlessRun(ground));
    for (const one of cases) {
      const tried = await struckRun(() => tryCase(ground, faultless, one));
      if (transcripts !== undefined) keep(transcripts, one, tried);
      yield rowOf(one, tried);
    }
  } finally {
    await proxy.close();
    rmSync(folder, { recursive: true });
  }
}

/** A run that ends before the fault strikes shows nothing of it: a busy cluster is given a few tries. */
async function struckRun(run: () => Promise<Tried>): Promise<Tried> {
  for (let tries = 1; ; tries++) {
    const tried = await run();
    if (tried.struck || tries === TRIES) return tried;
  }
}

async function keptReport(file: string | undefined, make: () => Promise<Report>): Promise<Report> {
  if (file !== undefined && existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  const report = await make();
  if (file !== undefined) writeFileSync(file, JSON.stringify(report));
  return report;
}

async function groundOf(
  cluster: ClusterUnderTest,
  own: Pick<Ground, "proxy" | "folder" | "suffix">,
): Promise<Ground> {
  const scenario = fileURLToPath(new URL("../guestbook.yaml", import.meta.url));
  const kubeconfigs = await writeKubeconfigs(cluster, own.proxy, own.folder);
  const args = ["run", scenario, "--list", "--context", cluster.context, "--kubeconfig", kubeconfigs.direct];
  const listed = startRun({ args, environment: {}, reportFile: join(own.folder, "none"), limitMs: 60_000 });
  const [, seconds] = /ends within (\d+) s at the latest/.exec((await listed.ended).output) ?? [];
  if (seconds === undefined) throw new Error("run --list does not say within which time a run ends");
  return { ...own, cluster, scenario, kubeconfigs, deadlineSeconds: Number(seconds) };
}

function rowOf({ fault, where }: FaultCase, { ended, comparison, left, stuck, problems }: Tried): Row {
  const { right, unknown, wrong } = comparison;
  const failures = [...wrong, ...problems];
  return {
    fault,
    where,
    runs: 1,
    right,
    unknown,
    wrong: failures.length,
    left:
      left.length === 0
        ? "nothing"
        : `${left.length} namespaces, ${left.length - stuck.length} removed by gc`,
    seconds: ended.seconds.toFixed(1),
    exitCodes: ended.exitCode === null ? [] : [ended.exitCode],
    sentence: failures[0] ?? sentenceOf(comparison.causes, ended.report),
  };
}

/** What follows from the cause that a cell elsewhere names. */
const CONSEQUENCE = /^it was as expected|^not every node|^nothing has shown/;

/** The first cause that is no mere consequence, or what the report says before everything else. */
function sentenceOf(causes: readonly string[], report: Report | undefined): string {
  const [finding = "measured as without the fault"] = report?.findings ?? [];
  return causes.find((cause) => !CONSEQUENCE.test(cause)) ?? causes[0] ?? finding;
}

function keep(folder: string, { name }: FaultCase, { ended, comparison, problems }: Tried): void {
  mkdirSync(folder, { recursive: true });
  const found = { comparison, problems, exitCode: ended.exitCode, seconds: ended.seconds };
  writeFileSync(join(folder, `${name}.txt`), `${ended.output}\n\n${JSON.stringify(found, undefined, 2)}\n`);
}
