import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clusters, kubernetes } from "./support/clusters.ts";
import { type Ended, netverdict, ROOT } from "./support/netverdict.ts";

/** Those that a real cluster may do otherwise than ours; the others only repeat there what these have shown. */
const TELLING = ["conformance", "semantics", "recipes", "cni-bugs"];
const SUITES = [...TELLING, "segmentation", "multitenant", "zero-trust", "cyclonus"];

/** The parts of a suite's JSON report that are looked at. */
interface JsonSuite {
  readonly reports: readonly { readonly id: string; readonly verdict: string }[];
  readonly summary: {
    readonly scenarios: Readonly<Record<string, number>>;
    readonly skips: readonly { readonly reason: string }[];
    readonly agreement: { readonly agreed: number; readonly compared: number };
  };
}

/** All that a suite may be skipped for: nobody here speaks SCTP, and clusters differ in families and DNS. */
const LACKS = /SCTP|no ipv6 address|ipv4 addresses only|DNS/;

/** Where real clusters are known to differ. */
const KNOWN = ["--known-deviations", join(ROOT, "scenarios/known-deviations")];

async function runSuite(
  suite: string,
  args: readonly string[],
): Promise<Ended & { readonly report: JsonSuite }> {
  const folder = mkdtempSync(join(tmpdir(), "netverdict-e2e-"));
  try {
    const file = join(folder, "suite.json");
    const ended = await netverdict(["run", join("scenarios", suite), ...args, "--report", `json=${file}`]);
    return { ...ended, report: JSON.parse(readFileSync(file, "utf8")) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("the shipped suites", function () {
  this.timeout(1_800_000);
  for (const suite of SUITES)
    for (const { name, args, skip } of clusters.filter(
      (cluster) => cluster.name !== kubernetes.name || TELLING.includes(suite),
    ))
      it(`${suite}/ is as declared and as predicted on ${name}`, async function () {
        if (skip !== undefined) {
          console.log(`      skipped: ${skip}`);
          this.skip();
        }
        const { stdout, report } = await runSuite(
          suite,
          name === kubernetes.name ? [...args, ...KNOWN] : args,
        );
        const { skips, agreement } = report.summary;
        console.log(`      ${stdout.trimEnd().split("\n").at(-1)}`);
        const verdicts = new Set(report.reports.map(({ verdict }) => verdict));
        assert.deepEqual(
          [...verdicts].filter((verdict) => !["pass", "skipped", "known-deviation"].includes(verdict)),
          [],
          stdout,
        );
        assert.ok(
          report.reports.some(({ verdict }) => verdict === "pass"),
          stdout,
        );
        assert.deepEqual(
          skips.filter(({ reason }) => !LACKS.test(reason)),
          [],
        );
        assert.ok(agreement.compared > 0);
        if (!verdicts.has("known-deviation")) assert.equal(agreement.agreed, agreement.compared);
      });
});
