import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { reporters } from "../../src/report/index.ts";
import { netverdict, withFiles } from "./terminal.ts";

/** Names that steer a terminal, forge lines and command GitHub's runner, wherever a file may have one. */
const SCENARIO = `
name: "::error::in-name\\e[31m \\x9b31m \\u2028::error::two ##[error]v1"
xfail: "::warning::xf\\n::error::in-xfail\\e[35m"
namespaces: { x: {} }
pods: { x/a: { labels: { app: a }, ports: [80] }, x/b: { ports: [80] } }
steps:
  - name: "::error::in-step\\n::error::two\\e[32m\\a ##[error]v1 <img src=x> ]]> | \`x\` @everyone #1 http://evil.example/x \\u202e"
    expect: { default: allow }
  - name: "::stop-commands::zzz"
    apply:
      - metadata: { name: pol, namespace: x, annotations: { a: "\\e[31m\\n::error::ann" } }
        spec: { podSelector: { matchLabels: { app: a } }, policyTypes: [Ingress] }
    expect: { default: allow }
  - name: "refusals ]]>"
    refused:
      - manifest: { apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: "a\\n::error::refused\\e[31m", namespace: x }, spec: { podSelector: {}, ingress: [{ ports: [{ port: 80, endPort: 79 }] }] } }
        because: "nothing\\n::error::because\\e[31m"
    expect: { default: any }
`;

/** The same in what is wrong with a file: values, keys, a raw control character in a line that is quoted. */
const BROKEN = `
name: "n"
"::error::key\\n::error::k\\e[31m": 1
namespaces: { "x\\n::error::namespace\\e[31m": {}, x: {} }
pods: { "x/::error::\\e[31m": {}, x/a: { labels: { "##[error]l": "\\e[31m\\n::error::label" }, ports: ["::error::p\\e[31m"] } }
steps: [{ name: "s", apply: ["::error::file\\n::error::\\e[31m.yaml"], expect: { rules: ["::error::rule\\n::error::\\e[31m"] } }]
# \u009b31m ##[error]raw
`;

const MANIFEST = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: "::error::p\\n::error::\\e[31m", namespace: x }
spec: { podSelector: { matchLabels: { app: "##[error]" } }, ingress: [{ from: [] }] } # \u009b31m\u202e
`;

const FILES = { "::error::a.yaml": SCENARIO, "broken.yaml": BROKEN, "policies/p.yaml": MANIFEST };

function assertHarmless(text: string, of: string): void {
  // Colour is the only sequence that may be there, and in these tests nobody asked for it.
  assert.doesNotMatch(text, /[^\n\t\P{Cc}]/u, `${of}: a control character`);
  assert.doesNotMatch(text, /[\u2028-\u202e\u2066-\u2069]/u, `${of}: a separator or bidi control`);
  assert.doesNotMatch(text, /^\s*::/m, `${of}: a workflow command`);
  assert.doesNotMatch(text, /##\[/, `${of}: an old workflow command`);
}

const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  check: ["check", "::error::a.yaml"],
  "check of a broken file": ["check", "broken.yaml"],
  "check of a file that is not there": ["check", "\u001b[31m\n::error::none.yaml"],
  run: ["run", "--cluster", "memory", "::error::a.yaml"],
  "run of a suite": ["run", "--cluster", "memory", "::error::a.yaml", "::error::a.yaml", "--jobs", "1"],
  "run --list": ["run", "--list", "::error::a.yaml"],
  "run of a broken file": ["run", "broken.yaml"],
  predict: ["predict", "::error::a.yaml"],
  explain: ["explain", "::error::a.yaml", "x/b -> x/a:80"],
  "explain without such a step": [
    "explain",
    "::error::a.yaml",
    "x/b -> x/a:80",
    "--step",
    "\n::error::\u001b",
  ],
  "explain without such a flow": ["explain", "::error::a.yaml", "x/b\u001b -> x/::error"],
  lint: ["lint", "."],
  "lint as JSON": ["lint", "policies", "--format", "json"],
  "lint as SARIF": ["lint", "policies", "--format", "sarif"],
  "an option that does not exist": ["run", "--\u001b[31m\n::error::x"],
  "a command that does not exist": ["\u001b[31m\n::error::x"],
  "help for nothing": ["help", "\u001b[31m\n::error::x"],
  "a wrong value": ["run", ".", "--grep", "(\n::error::\u001b[31m"],
  "a wrong report": ["run", ".", "--report", "\n::error::\u001b[31m"],
};

describe("names that are an attack", () => {
  let home: string;
  beforeEach(() => {
    home = process.cwd();
  });
  afterEach(() => process.chdir(home));

  for (const [title, args] of Object.entries(COMMANDS))
    it(`are harmless in what is printed: ${title}`, async () => {
      await withFiles(FILES, async (folder) => {
        process.chdir(folder);
        const { stdout, stderr } = await netverdict(...args);
        assert.ok(stdout.length + stderr.length > 0);
        assertHarmless(stdout, "stdout");
        assertHarmless(stderr, "stderr");
      });
    });

  for (const { name } of reporters)
    for (const count of [1, 2])
      it(`are harmless in a ${name} report of ${count === 1 ? "a scenario" : "a suite"}`, async () => {
        await withFiles({ ...FILES, "b.yaml": SCENARIO }, async (folder) => {
          process.chdir(folder);
          const paths = ["::error::a.yaml", "b.yaml"].slice(0, count);
          await netverdict("run", "--cluster", "memory", ...paths, "--report", `${name}=out`);
          assertHarmless(readFileSync(join(folder, "out"), "utf8"), name);
        });
      });

  it("paint nothing where colours are wanted", async () => {
    await withFiles(FILES, async (folder) => {
      process.chdir(folder);
      const { stdout } = await netverdict("run", "--cluster", "memory", "::error::a.yaml", "--color");
      assert.match(stdout, /\u001b\[/);
      // What the file has of it stays as text, without the escape character.
      assert.match(stdout, /in-name \[31m {2}31m/);
      assert.doesNotMatch(stdout, /\u001b\[35m/);
    });
  });
});
