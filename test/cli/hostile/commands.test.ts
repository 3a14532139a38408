import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { reporters } from "../../../src/report/index.ts";
import { assertHarmless, HOSTILE } from "../../safe-text/hostile-strings.ts";
import { type Ended, netverdict, withFiles } from "../terminal.ts";
import { BROKEN, type Files, MANIFESTS, SCENARIOS } from "./hostile-files.ts";

/** Nothing that was printed is harmful, and what is wrong with an input is no defect of ours. */
function assertPrintedSafely({ stdout, stderr }: Ended, of: string): void {
  assert.ok(stdout.length + stderr.length > 0, `${of}: nothing was said`);
  assertHarmless(stdout, `${of}: stdout`);
  assertHarmless(stderr, `${of}: stderr`);
  assert.doesNotMatch(stderr, /a defect in netverdict itself/, of);
}

const reports = reporters.flatMap(({ name }) => ["--report", `${name}=report.${name}`]);

/** Commands that take many files at a time, and which. */
const OF_MANY: Readonly<Record<string, { readonly files: Files; readonly args: readonly string[] }>> = {
  check: { files: SCENARIOS, args: ["check"] },
  "check of broken files": { files: BROKEN, args: ["check"] },
  run: { files: SCENARIOS, args: ["run", "--cluster", "memory", "--jobs", "1", ...reports] },
  "run --list": { files: SCENARIOS, args: ["run", "--list"] },
  "run of broken files": { files: BROKEN, args: ["run"] },
  predict: { files: SCENARIOS, args: ["predict"] },
  "predict --json": { files: SCENARIOS, args: ["predict", "--json"] },
  "predict of manifests": { files: MANIFESTS, args: ["predict"] },
  "init of manifests": { files: MANIFESTS, args: ["init"] },
  lint: { files: MANIFESTS, args: ["lint"] },
  "lint of scenarios": { files: SCENARIOS, args: ["lint"] },
  "lint as JSON": { files: MANIFESTS, args: ["lint", "--format", "json"] },
  "lint as SARIF": { files: MANIFESTS, args: ["lint", "--format", "sarif"] },
};

/** Commands that get a text as an argument. */
const OF_ONE: Readonly<Record<string, (text: string) => readonly string[]>> = {
  "check of a file that is not there": (text) => ["check", `${text}.yaml`],
  "run of a folder that is not there": (text) => ["run", text],
  "lint of a file that is not there": (text) => ["lint", text],
  "an option that does not exist": (text) => ["run", `--${text}`],
  "a command that does not exist": (text) => [text],
  "help for nothing": (text) => ["help", text],
  "a pattern that is none": (text) => ["run", "plain.yaml", "--grep", `(${text}`],
  "a tag that nobody has": (text) => ["run", "plain.yaml", "--tag", text],
  "a report of no format": (text) => ["run", "plain.yaml", "--report", text],
  "a report that cannot be written": (text) => [
    "run",
    "plain.yaml",
    "--cluster",
    "memory",
    "--report",
    `json=no/${text}`,
  ],
  "a fault that there is not": (text) => ["run", "plain.yaml", "--fault", text],
  "no shard": (text) => ["run", "plain.yaml", "--shard", text],
  "no number of jobs": (text) => ["run", "plain.yaml", "--jobs", text],
  "namespaces that there cannot be": (text) => ["run", "plain.yaml", "--context", "c", "--namespaces", text],
  "a suffix that there cannot be": (text) => [
    "run",
    "plain.yaml",
    "--context",
    "c",
    "--namespace-suffix",
    text,
  ],
  "a label that there cannot be": (text) => ["run", "plain.yaml", "--context", "c", "--node-selector", text],
  "a context that there is not": (text) => [
    "run",
    "plain.yaml",
    "--kubeconfig",
    "kubeconfig",
    "--context",
    text,
  ],
  "a kubeconfig that there is not": (text) => ["predict", "--context", "c", "--kubeconfig", text],
  "gc of no context": (text) => ["gc", "--kubeconfig", "kubeconfig", "--context", text],
  "a flow that there is not": (text) => ["explain", "plain.yaml", text],
  "a source that there is not": (text) => ["explain", "plain.yaml", `${text} -> x/a:80`],
  "a step that there is not": (text) => ["explain", "plain.yaml", "x/b -> x/a:80", "--step", text],
  "a rule that there is not": (text) => ["lint", "plain.yaml", "--rule", text],
  "a severity that there is not": (text) => ["lint", "plain.yaml", "--severity", text],
};

const PLAIN = JSON.stringify({
  name: "plain",
  namespaces: { x: {} },
  pods: { "x/a": { ports: [80] }, "x/b": { ports: [80] } },
  steps: [{ name: "s", expect: { default: "allow" } }],
});

const KUBECONFIG = JSON.stringify({
  apiVersion: "v1",
  kind: "Config",
  clusters: [],
  users: [],
  contexts: [],
});

describe("hostile texts through the commands", function () {
  // Each goes through all texts, which a busy machine takes its time for.
  this.timeout(120_000);

  let home: string;
  beforeEach(() => {
    home = process.cwd();
  });
  afterEach(() => process.chdir(home));

  for (const [title, { files, args }] of Object.entries(OF_MANY))
    it(`are harmless: ${title}`, async () => {
      await withFiles(files, async (folder) => {
        process.chdir(folder);
        const [command = "", ...flags] = args;
        assertPrintedSafely(await netverdict(command, ...flags, "--", ...Object.keys(files)), title);
        if (args.includes("--report"))
          for (const { name } of reporters) assertHarmless(readFileSync(`report.${name}`, "utf8"), name);
      });
    });

  it("are harmless: explain of each", async () => {
    await withFiles(SCENARIOS, async (folder) => {
      process.chdir(folder);
      for (const file of Object.keys(SCENARIOS))
        for (const format of [[], ["--json"]])
          assertPrintedSafely(await netverdict("explain", ...format, "--", file, "x/b -> x/a:80"), file);
    });
  });

  for (const [title, argsOf] of Object.entries(OF_ONE))
    it(`are harmless as an argument: ${title}`, async () => {
      await withFiles({ "plain.yaml": PLAIN, kubeconfig: KUBECONFIG }, async (folder) => {
        process.chdir(folder);
        for (const [name, text] of Object.entries(HOSTILE)) {
          // No process can be given an argument with a NUL.
          const args = argsOf(text.replaceAll("\0", ""));
          assertPrintedSafely(await netverdict(...args), `${title}, ${name}`);
        }
      });
    });

  it("are harmless in a configuration", async () => {
    for (const [name, text] of Object.entries(HOSTILE)) {
      const config = JSON.stringify({
        [text]: text,
        lint: { [text]: 1, severity: text, rules: { [text]: text } },
      });
      await withFiles({ "plain.yaml": PLAIN, ".netverdict.yaml": `${config} # ${text}` }, async (folder) => {
        process.chdir(folder);
        assertPrintedSafely(await netverdict("lint", "plain.yaml"), name);
      });
    }
  });
});
