import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type LintFlags, lintCommand } from "../../../../src/cli/commands/lint/lint-command.ts";
import { InputError } from "../../../../src/cli/input-error.ts";
import { netverdict, withFiles } from "../../terminal.ts";

const path = (file: string): string => fileURLToPath(new URL(`../../../../${file}`, import.meta.url));
const flawed = (name: string): string => path(`test/fixtures/flawed-policies/${name}`);

async function run(
  paths: readonly string[],
  flags: LintFlags = {},
): Promise<{ readonly code: number; readonly text: string }> {
  let text = "";
  const stream = {
    write: (written: string): void => {
      text += written;
    },
  };
  const code = await lintCommand(
    paths,
    flags,
    { env: {}, stdout: stream, stderr: stream },
    { version: "0.0.0", workingDirectory: path("") },
  );
  return { code, text };
}

const refusal = async (paths: readonly string[], flags: LintFlags = {}): Promise<string> => {
  try {
    return `exit ${(await run(paths, flags)).code}`;
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
};

describe("the lint command", () => {
  it("exits 1 for a warning, and 0 for notes alone", async () => {
    const warned = await run([flawed("label-value-typo.yaml"), flawed("world.yaml")], {
      rule: ["label-typo"],
    });
    assert.equal(warned.code, 1);
    assert.match(warned.text, /label-value-typo\.yaml:9:38 warning: .*app=wbe \[label-typo\]/);
    assert.match(warned.text, /did you mean app=web\? shop\/web has it/);
    assert.equal((await run([flawed("range-of-one.yaml")])).code, 0);
  });

  it("exits 1 for what the API server would refuse", async () => {
    const { code, text } = await run([flawed("refused.yaml")]);
    assert.equal(code, 1);
    assert.match(text, /error: "ingress" must be a list, not a mapping \[invalid\]/);
  });

  it("finds nothing worth a warning in the scenarios that come with it", async function () {
    this.timeout(120_000);
    assert.match((await run([path("scenarios")])).text, /policies: (nothing found|\d+ notes?)\n$/);
  });

  it("prints an object on request", async () => {
    const { text } = await run([flawed("refused.yaml")], { format: "json" });
    assert.equal(JSON.parse(text).totals.error, 1);
  });

  it("lists the rules", async () => {
    const { code, text } = await run([], { rules: true });
    assert.equal(code, 0);
    assert.match(text, /^label-typo +warning +a selector names a label/m);
  });

  it("refuses rules that do not exist, paths that do not exist, and input without manifests", async () => {
    assert.match(
      await refusal(["."], { ignore: ["peers-or,label-tipo"] }),
      /--ignore label-tipo: .*did you mean "label-typo"/,
    );
    assert.match(await refusal([path("nowhere.yaml")]), /cannot read .*nowhere\.yaml: there is no such file/);
    assert.match(await refusal([path("package.json")]), /no manifest and no scenario in .*package\.json/);
    assert.match(await refusal([]), /lint needs a PATH/);
  });

  it("reads a folder with those below it, and each file once", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lint-"));
    try {
      const policy = `{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"p"},"spec":{}}`;
      mkdirSync(join(folder, "below"));
      mkdirSync(join(folder, ".hidden"));
      writeFileSync(join(folder, "below", "p.json"), policy);
      writeFileSync(join(folder, ".hidden", "q.json"), policy);
      writeFileSync(join(folder, "notes.txt"), policy);
      symlinkSync(join(folder, "below", "p.json"), join(folder, "same.json"));
      const { text } = await run([folder, join(folder, "below", "p.json")], {
        rule: ["no-pod-selector", "same-name-twice"],
      });
      assert.match(text, /^1 policy: 1 warning$/m);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("goes on where links of a folder lead nowhere or back, and says so", async () => {
    const policy =
      "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: x }\nspec: {}\n";
    await withFiles({ "p.yaml": policy, "deep/q.txt": "" }, async (folder) => {
      symlinkSync(join(folder, "nowhere"), join(folder, "dangling.yaml"));
      symlinkSync(join(folder, "self.yaml"), join(folder, "self.yaml"));
      symlinkSync(folder, join(folder, "deep/up"));
      execFileSync("mkfifo", [join(folder, "pipe.yaml")]);
      const { stdout, stderr } = await netverdict("lint", folder);
      assert.match(stdout, /1 policy: /);
      for (const sentence of [
        "dangling.yaml is a link that leads nowhere",
        "deep/up is a link to a folder that is read already",
        "pipe.yaml is a named pipe",
        "self.yaml is a link that leads to itself",
      ])
        assert.match(stderr, new RegExp(`^left out: .*${sentence}$`, "m"));
    });
  });

  it("refuses a namespace that there cannot be, and options beside --rules", async () => {
    for (const args of [
      [".", "--namespace", "A B"],
      [".", "--rules"],
      ["--rules", "--all"],
    ])
      assert.equal((await netverdict("lint", ...args)).code, 2, args.join(" "));
  });

  const DENY = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: d, namespace: x }\n";

  it("names kustomize folders and Helm charts, and looks at what is beside them", async () => {
    const folder = mkdtempSync(join(tmpdir(), "netverdict-unrendered-"));
    const put = (name: string, text: string): void => {
      mkdirSync(join(folder, name, ".."), { recursive: true });
      writeFileSync(join(folder, name), text);
    };
    put("k/kustomization.yaml", "resources: [p.yaml]\n");
    put("k/p.yaml", `${DENY}spec: { nonsense: 1 }\n`);
    put("k/base/kustomization.yaml", "resources: []\n");
    put("chart/Chart.yaml", "name: chart\n");
    put("chart/templates/p.yaml", "kind: {{ .Values.kind }\n");
    assert.match(await refusal([folder]), /^there is no manifest and no scenario in /);
    put("plain/p.yaml", `${DENY}spec: { podSelector: {}, policyTypes: [Ingress, Egress], ingress: [] }\n`);
    const { text, code } = await run([folder]);
    const lines = text.split("\n").filter((line) => line.startsWith("left out: "));
    assert.deepEqual(lines, [
      `left out: ${folder}/chart is a Helm chart: render it, as in helm template ${folder}/chart | netverdict lint -`,
      `left out: ${folder}/k is a kustomize folder: build it, as in kustomize build ${folder}/k | netverdict lint -`,
    ]);
    assert.match(text, /1 policy: /);
    assert.equal(code, 0);
    assert.match((await run([join(folder, "k/p.yaml")])).text, /unknown key "nonsense"/);
    rmSync(folder, { recursive: true });
  });

  it("shows and fails for no less than is asked for", async () => {
    const paths = [flawed("selects-nothing.yaml"), flawed("world.yaml")];
    assert.match((await run(paths)).text, /warning: [\s\S]*info: /);
    assert.doesNotMatch((await run(paths, { severity: "warning" })).text, /info: /);
    assert.equal((await run(paths, { failOn: "error" })).code, 0);
    assert.equal((await run(paths, { severity: "error", failOn: "warning" })).code, 1);
    assert.equal((await run([flawed("range-of-one.yaml")], { failOn: "info" })).code, 1);
  });
});
