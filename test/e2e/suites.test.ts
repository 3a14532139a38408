import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clusters, kubernetes } from "./support/clusters.ts";
import { type Ended, netverdict, ROOT } from "./support/netverdict.ts";

const SUITES = [
  ...["conformance", "semantics", "recipes", "cni-bugs"],
  ...["segmentation", "multitenant", "zero-trust", "cyclonus"],
];

/** On a real cluster each set of pods costs seconds, and these have few sets of many cells. docs/cni.md is made from all. */
const ON_KUBERNETES = process.env.NETVERDICT_E2E_SUITES === "all" ? SUITES : ["conformance", "semantics"];

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

function notThere(suite: string): string | undefined {
  return ON_KUBERNETES.includes(suite)
    ? undefined
    : "NETVERDICT_E2E_SUITES=all has all suites run on Kubernetes";
}

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
    for (const { name, args, skip } of clusters) {
      const isKubernetes = name === kubernetes.name;
      const reason = skip ?? (isKubernetes ? notThere(suite) : undefined);
      it(`${suite}/ is as declared and as predicted on ${name}`, async function () {
        if (reason !== undefined) {
          console.log(`      skipped: ${reason}`);
          this.skip();
        }
        const { stdout, report } = await runSuite(suite, isKubernetes ? [...args, ...KNOWN] : args);
        console.log(`      ${stdout.trimEnd().split("\n").at(-1)}`);
        assertAsDeclared(report, stdout);
      });
    }
});

function assertAsDeclared({ reports, summary }: JsonSuite, stdout: string): void {
  const verdicts = new Set(reports.map(({ verdict }) => verdict));
  assert.deepEqual(
    [...verdicts].filter((verdict) => !["pass", "skipped", "known-deviation"].includes(verdict)),
    [],
    stdout,
  );
  assert.ok(verdicts.has("pass"), stdout);
  const { skips, agreement } = summary;
  assert.deepEqual(
    skips.filter(({ reason }) => !LACKS.test(reason)),
    [],
  );
  assert.ok(agreement.compared > 0);
  if (!verdicts.has("known-deviation")) assert.equal(agreement.agreed, agreement.compared);
}
