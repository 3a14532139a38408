import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isTrue, TRUE_FINDINGS } from "../../scripts/application-table/true-findings.ts";
import { findManifestFiles } from "../../src/cli/loading/manifest-files.ts";
import type { Finding } from "../../src/lint/index.ts";
import type { JsonReport } from "../../src/report/index.ts";
import { netverdict } from "../cli/terminal.ts";

const ROOT = "test/fixtures/applications";

/** How many pods, Services and cells an application is, how many of the cells are allowed, and how much is said of what is left out. */
const SIZES: Readonly<Record<string, readonly [size: string, sentences: number]>> = {
  "argo-cd": ["6 pods, 5 Services, 90 cells, of which 56 are allowed", 3],
  "cert-manager": ["4 pods, 2 Services, 24 cells, of which 20 are allowed", 2],
  gatekeeper: ["2 pods, 1 Service, 6 cells, of which 4 are allowed", 2],
  "host-network": ["2 pods, 2 Services, 6 cells, of which 4 are allowed", 2],
  jobs: ["6 pods, 2 Services, 20 cells, of which 8 are allowed", 1],
  "kube-prometheus": ["3 pods, 6 Services, 21 cells, of which 0 are allowed", 8],
  kubeflow: ["6 pods, 5 Services, 70 cells, of which 64 are allowed", 2],
  "openshift-operator": ["2 pods, 2 Services, 5 cells, of which 2 are allowed", 4],
  "rendered-chart": ["3 pods, 4 Services, 13 cells, of which 11 are allowed", 2],
  "stateful-set": ["3 pods, 3 Services, 14 cells, of which 5 are allowed", 1],
};

/** What a command prints, where it ends as it should. */
async function printed(expected: readonly number[], ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await netverdict(...args);
  assert.ok(expected.includes(code), `${args.join(" ")} ended with ${code}\n${stdout}${stderr}`);
  return stdout;
}

function textsOf(folder: string): readonly string[] {
  return findManifestFiles(folder).files.map((file) => readFileSync(file, "utf8"));
}

describe("applications of ten shapes", () => {
  const names = readdirSync(ROOT);
  let into: string;

  before(() => {
    into = mkdtempSync(join(tmpdir(), "netverdict-applications-"));
  });

  after(() => rmSync(into, { recursive: true }));

  it("are those whose size is known", () => {
    assert.deepEqual(names, Object.keys(SIZES));
  });

  for (const name of names) {
    const folder = join(ROOT, name);

    it(`${name}: lint raises no false alarm, and finds what is wrong`, async () => {
      const { findings }: { findings: readonly Finding[] } = JSON.parse(
        await printed([0, 1], "lint", "--format", "json", folder),
      );
      const serious = findings.filter(({ severity }) => severity !== "info");
      assert.deepEqual(
        serious.filter((finding) => !isTrue(name, finding)),
        [],
      );
      assert.equal(serious.length, TRUE_FINDINGS[name]?.length ?? 0);
    });

    it(`${name}: predict shows its matrix`, async () => {
      const [size = ""] = SIZES[name] ?? [];
      const cells = /(?<cells>\d+) cells/.exec(size)?.groups?.cells;
      assert.match(await printed([0], "predict", folder), new RegExp(`: ${cells} cells: .* allowed`));
    });

    it(`${name}: init writes a scenario that predict and a run pass, and changes nothing of the application's`, async () => {
      const before = textsOf(folder);
      const [scenario, report] = [join(into, `${name}.yaml`), join(into, `${name}.json`)];
      await printed([0], "init", folder, "-o", scenario);
      const [size] = SIZES[name] ?? [];
      assert.match(readFileSync(scenario, "utf8"), new RegExp(`^# What the policies of .*: ${size}\\.\n`));
      await printed([0], "predict", scenario);
      await printed([0], "run", "--cluster", "memory", scenario, "--report", `json=${report}`);
      const { verdict, notes = [] }: JsonReport = JSON.parse(readFileSync(report, "utf8"));
      assert.equal(verdict, "pass");
      assert.equal(notes.length, SIZES[name]?.[1], notes.join("\n"));
      assert.deepEqual(textsOf(folder), before);
    });

    it(`${name}: init writes the same bytes again`, async () => {
      const twice = [await printed([0], "init", folder), await printed([0], "init", folder)];
      assert.equal(twice[0], twice[1]);
    });
  }
});
