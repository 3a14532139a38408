import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type ClusterUnderTest, kubernetes, local } from "./support/clusters.ts";
import { LIVE_NAMESPACE, withLiveApplication } from "./support/live-application.ts";
import { netverdict, ROOT } from "./support/netverdict.ts";

interface Snippet {
  readonly language: string;
  readonly text: string;
}

function snippets(markdown: string): readonly Snippet[] {
  return [...markdown.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = "", text = ""]) => ({
    language,
    text,
  }));
}

/** What differs from run to run: times. */
function withoutTimes(text: string): string {
  return text.replace(/\d+(\.\d+)? (ms|s)\b/g, "N $2").trimEnd();
}

/** The words of a command line; some are in single quotes. */
function wordsOf(text: string): readonly string[] {
  return [...text.matchAll(/'([^']*)'|\S+/g)].map(([word, quoted]) => quoted ?? word);
}

/** Runs each command, which stands after `$ `, and compares its output, if the snippet shows any. */
async function runConsole(text: string, skip: (reason: string) => never): Promise<void> {
  const cluster: ClusterUnderTest = text.includes("--context") ? kubernetes : local;
  if (cluster.skip !== undefined) skip(cluster.skip);
  const folder = mkdtempSync(join(tmpdir(), "netverdict-readme-"));
  const runAll = async (): Promise<void> => {
    for (const command of text.split(/^\$ netverdict /m).slice(1)) await runCommand(command, cluster, folder);
  };
  try {
    await (text.includes(`--namespace ${LIVE_NAMESPACE}`) ? withLiveApplication(runAll) : runAll());
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function runCommand(text: string, cluster: ClusterUnderTest, folder: string): Promise<void> {
  const [command = "", ...output] = text.trimEnd().split("\n");
  const ended = await netverdict(onTestCluster(wordsOf(command), cluster, folder));
  assert.equal(ended.code, 0, ended.stdout + ended.stderr);
  if (output.length > 0) assert.equal(withoutTimes(ended.stdout), withoutTimes(output.join("\n")));
}

/** Replaces the context by the test's, and writes files where they can be removed. */
function onTestCluster(
  args: readonly string[],
  cluster: ClusterUnderTest,
  folder: string,
): readonly string[] {
  const context = args.indexOf("--context");
  const kept = context < 0 ? args : [...args.slice(0, context), ...args.slice(context + 2), ...cluster.args];
  return kept.map((arg) => arg.replace(/^(junit=|json=|markdown=|)(?=\w+\.\w+$)/, `$1${folder}/`));
}

/** Runs shell lines with a global npm prefix of their own. `scripts/test` is what runs this test: it can only be looked at. */
function runShell(text: string): void {
  const folder = mkdtempSync(join(tmpdir(), "netverdict-readme-"));
  const lines = text.trim().split("\n");
  try {
    accessSync(join(ROOT, "scripts/test"), constants.X_OK);
    const script = lines
      .filter((line) => line !== "scripts/test")
      .map((line) =>
        line
          .replace("npm pack", `npm pack --pack-destination ${folder}`)
          .replace("./netverdict-", `${folder}/netverdict-`),
      );
    const env = { ...process.env, npm_config_prefix: folder, PATH: `${folder}/bin:${process.env.PATH}` };
    const output = execFileSync("bash", ["-euc", script.join("\n")], {
      cwd: ROOT,
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
    assert.notEqual(output, "");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function runYaml(text: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "netverdict-readme-"));
  try {
    writeFileSync(join(folder, "scenario.yaml"), text);
    const ended = await netverdict([
      "run",
      join(folder, "scenario.yaml"),
      ...(local.skip === undefined ? [] : ["--cluster", "memory"]),
    ]);
    assert.equal(ended.code, 0, ended.stdout + ended.stderr);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function runTypeScript(text: string): void {
  const library = pathToFileURL(join(ROOT, "dist/index.js")).href;
  const output = execFileSync(
    process.execPath,
    ["--input-type=module", "-e", text.replace('"netverdict"', JSON.stringify(library))],
    {
      encoding: "utf8",
    },
  );
  assert.match(output, /two pods: pass/);
}

describe("the README", () => {
  for (const [index, { language, text }] of snippets(
    readFileSync(join(ROOT, "README.md"), "utf8"),
  ).entries()) {
    it(`has a ${language} snippet ${index + 1} that does what it says: ${text.split("\n")[0]}`, async function () {
      const skip = (reason: string): never => {
        console.log(`      skipped: ${reason}`);
        return this.skip();
      };
      if (language === "console") await runConsole(text, skip);
      else if (language === "sh") runShell(text);
      else if (language === "yaml") await runYaml(text);
      else if (language === "ts") runTypeScript(text);
      else assert.fail(`nothing runs a snippet in ${language}`);
    });
  }
});
