import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { netverdict, withFiles } from "../../terminal.ts";

/** A warning (cidr-host-bits) and two notes (no default deny of egress, and no-namespace). */
const POLICY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: p }
spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.1.2.3/8 } }] }] }
`;

describe("lint with a configuration", () => {
  let home: string;
  beforeEach(() => {
    home = process.cwd();
  });
  afterEach(() => process.chdir(home));

  /** What `lint p.yaml` says in a folder below that with the configuration. */
  async function lint(config: string, ...args: readonly string[]) {
    let ended = { code: -1, stdout: "", stderr: "" };
    await withFiles({ ".netverdict.yaml": config, ".git/HEAD": "", "k8s/p.yaml": POLICY }, async (folder) => {
      process.chdir(join(folder, "k8s"));
      ended = await netverdict("lint", "p.yaml", ...args);
      process.chdir(home);
    });
    const rules = [...ended.stdout.matchAll(/ (info|warning|error): .* \[([\w-]+)\]$/gm)].map(
      ([, severity, rule]) => `${severity} ${rule}`,
    );
    return { ...ended, rules: rules.toSorted() };
  }

  it("shows and fails for what it says, and what flags say instead", async () => {
    const config = "lint: { severity: warning, failOn: error }\n";
    const { code, rules } = await lint(config);
    assert.deepEqual([code, rules], [0, ["warning cidr-host-bits"]]);
    assert.equal((await lint(config, "--fail-on", "warning")).code, 1);
    assert.equal((await lint(config, "--severity", "info")).rules.length, 3);
  });

  it("turns rules off and gives them another severity; a rule that is asked for speaks", async () => {
    const config = "lint: { rules: { cidr-host-bits: off, no-namespace: error } }\n";
    const { code, rules } = await lint(config);
    assert.deepEqual([code, rules], [1, ["error no-namespace", "info no-default-deny-egress"]]);
    assert.deepEqual((await lint(config, "--rule", "cidr-host-bits")).rules, ["warning cidr-host-bits"]);
    assert.deepEqual((await lint(config, "--ignore", "no-namespace")).rules, ["info no-default-deny-egress"]);
    assert.deepEqual((await lint("lint: { rules: { cidr-host-bits: info } }\n")).code, 0);
  });

  it("leaves odd policies of tests notes, and turns rules off there too", async () => {
    const scenario = `name: s
namespaces: { x: {} }
pods: { x/a: { ports: [80] } , x/b: {} }
policies: [{ metadata: { name: p, namespace: x }, spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.1.2.3/8 } }] }] } }]
expect: { default: deny }
`;
    const severities = async (level: string): Promise<readonly string[]> => {
      let text = "";
      const config = `lint: { rules: { cidr-host-bits: ${level} } }\n`;
      await withFiles({ ".netverdict.yaml": config, "s.yaml": scenario }, async (folder) => {
        process.chdir(folder);
        text = (await netverdict("lint", "s.yaml", "--format", "json")).stdout;
        process.chdir(home);
      });
      return JSON.parse(text).findings.map(({ severity }: { readonly severity: string }) => severity);
    };
    assert.deepEqual(await severities("error"), ["info"]);
    assert.deepEqual(await severities("off"), []);
  });

  it("is refused with the place of the mistake, and nothing is looked at", async () => {
    const { code, stdout, stderr } = await lint("lint:\n  rules:\n    cidr-host-bitz: off\n");
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(
      stderr,
      /\.netverdict\.yaml:3:5 there is no rule "cidr-host-bitz"\n.*\n.*\^\n {2}hint: did you mean/,
    );
    assert.match(stderr, /\n1 problem in the configuration; nothing was looked at\n$/);
  });

  it("is refused if it cannot be read", async () => {
    await withFiles({ "p.yaml": POLICY }, async (folder) => {
      mkdirSync(join(folder, ".netverdict.yaml"));
      process.chdir(folder);
      const { code, stderr } = await netverdict("lint", "p.yaml");
      assert.equal(code, 2);
      assert.match(stderr, /^cannot read the configuration: .*\.netverdict\.yaml: it is a folder/);
      process.chdir(home);
    });
  });
});
