import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolvePath } from "../../src/manifest/resolve-path.ts";
import { parseScenario, renderProblems } from "../../src/scenario/index.ts";
import { specOf } from "../model/build.ts";
import { parse, problemsOf, saidOf, scenarioOf } from "../scenario/parsing.ts";

const FIXTURES = new URL("../fixtures/scenarios/", import.meta.url);

function fixture(name: string): string {
  return readFileSync(new URL(name, FIXTURES), "utf8");
}

/** Applies p.yaml in the only namespace. */
const APPLY =
  "name: t\nnamespaces: { x: {} }\npods: { x/a: { ports: [80] }, x/b: {} }\npolicies: [p.yaml]\nexpect: {}\n";

const HEAD = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n";

function names(files: Readonly<Record<string, string>>, text = APPLY): readonly string[] {
  return scenarioOf(text, files).steps.flatMap(({ changes }) =>
    changes.map((change) =>
      change.action === "apply" ? `${change.object.metadata.namespace}/${change.object.metadata.name}` : "",
    ),
  );
}

describe("policy files", () => {
  it("are read relative to the scenario's folder", () => {
    assert.equal(resolvePath("scenario.yaml", "policies/a.yaml"), "policies/a.yaml");
    assert.equal(resolvePath("dir/sub/s.yaml", "./../a.yaml"), "dir/a.yaml");
    assert.equal(resolvePath("s.yaml", "../../a.yaml"), "../../a.yaml");
    assert.equal(resolvePath("/dir/s.yaml", "../../a.yaml"), "/a.yaml");
    assert.equal(resolvePath("dir/s.yaml", "/etc//a.yaml"), "/etc/a.yaml");
  });

  it("may hold several documents, empty ones among them", () => {
    const one = `${HEAD}metadata: { name: one }\nspec: {}\n`;
    const two = `${HEAD}metadata: { name: two, namespace: x }\nspec: {}\n`;
    assert.deepEqual(names({ "p.yaml": `# first\n---\n${one}---\n---\n${two}---\n` }), ["x/one", "x/two"]);
  });

  it("may be what kubectl prints: a List whose metadata the server has filled", () => {
    const { steps } = scenarioOf(APPLY, { "p.yaml": fixture("exported.yaml") });
    const policies = steps[0]?.changes.map((change) =>
      change.action === "apply" ? change.object : undefined,
    );
    assert.deepEqual(
      policies?.map((policy) => policy?.metadata),
      [
        {
          name: "one",
          namespace: "x",
          labels: { team: "web" },
          annotations: { "Example.com/why": "because: it must" },
        },
        { name: "two", namespace: "x" },
      ],
    );
    assert.deepEqual(Object.keys(specOf(policies?.[0])).sort(), ["ingress", "podSelector", "policyTypes"]);
    assert.deepEqual(specOf(policies?.[1]).egress?.[0]?.to?.[0], {
      ipBlock: { cidr: "10.1.2.3/8", except: ["10.2.0.0/16", "10.3.0.1/32"] },
    });
  });

  it("that cannot be read are reported where the scenario names them", () => {
    assert.deepEqual(saidOf(APPLY), ["4:12 cannot read p.yaml: no such file"]);
  });

  it("that are not YAML are reported at their own place", () => {
    const [problem] = problemsOf(APPLY, { "p.yaml": `${HEAD}metadata: { name: one\nspec: {}\n` });
    assert.equal(problem?.file, "p.yaml");
    assert.equal(problem?.line, 4);
    assert.match(problem?.message ?? "", /^not valid YAML: /);
  });

  it("without a policy are reported", () => {
    assert.deepEqual(saidOf(APPLY, { "p.yaml": "# nothing\n" }), ["4:12 p.yaml holds no NetworkPolicy"]);
  });

  it("hold NetworkPolicy only", () => {
    const said = (text: string) => saidOf(APPLY, { "p.yaml": text });
    assert.deepEqual(said("apiVersion: apps/v1\nkind: Deployment\n"), [
      "p.yaml:2:7 only NetworkPolicy of networking.k8s.io/v1 can be applied, not apps/v1 Deployment",
    ]);
    assert.deepEqual(said("metadata: {}\n"), [
      "p.yaml:1:1 only NetworkPolicy of networking.k8s.io/v1 can be applied, not (nothing) (nothing)",
    ]);
    assert.deepEqual(said("kind: List\nitems: {}\n"), ["p.yaml:2:1 the items of a List must be a list"]);
  });

  it("of an old API version are told the present one", () => {
    const text = "apiVersion: extensions/v1beta1\nkind: NetworkPolicy\n";
    const [problem] = problemsOf(APPLY, { "p.yaml": text });
    assert.equal(problem?.line, 1);
    assert.equal(problem?.hint, "write apiVersion: networking.k8s.io/v1");
  });

  it("must have a name and a spec", () => {
    assert.deepEqual(saidOf(APPLY, { "p.yaml": HEAD }), [
      'p.yaml:1:1 "metadata" is missing',
      'p.yaml:1:1 "spec" is missing',
    ]);
    assert.deepEqual(saidOf(APPLY, { "p.yaml": `${HEAD}metadata:\n  labels: {}\nspec:\n` }), [
      'p.yaml:3:1 "name" is missing',
      'p.yaml:5:1 "spec" has no value: it must be a mapping',
    ]);
  });

  it("must have a name, labels and fields that the API accepts", () => {
    const metadata =
      "metadata:\n  name: My_policy\n  finalisers: []\n  labels: { a: 1 }\n  annotations: { b c: d }\n";
    assert.deepEqual(
      saidOf(APPLY, { "p.yaml": `${HEAD}${metadata}spec: {}\n` }).map((text) => text.split(" ", 3).join(" ")),
      [
        "p.yaml:4:9 policy name",
        "p.yaml:5:3 unknown key",
        'p.yaml:6:16 "a" must',
        "p.yaml:7:18 annotation key",
      ],
    );
  });

  it("may not rely on words that kubectl reads as booleans", () => {
    const text = `${HEAD}metadata: { name: one }\nspec: { podSelector: { matchLabels: { a: yes, b: "no", off: c } } }\n`;
    assert.deepEqual(saidOf(APPLY, { "p.yaml": text }), [
      'p.yaml:4:42 "a" must be text, and yes is read as true',
      "p.yaml:4:56 kubectl reads the key off as false",
    ]);
  });

  it("have labels in quotes wherever kubectl reads no text, as they are written", () => {
    const labels = "component: 00000, version: 1.10, commit: 123e4, zone: y, size: 1_000";
    const text = `${HEAD}metadata: { name: one }\nspec: { podSelector: { matchLabels: { ${labels} } } }\n`;
    assert.deepEqual(
      problemsOf(APPLY, { "p.yaml": text }).map(({ message, hint }) => `${message}; ${hint}`),
      [
        '"component" must be text, and 00000 is read as 0; write it in quotes: "00000"',
        '"version" must be text, and 1.10 is read as 1.1; write it in quotes: "1.10"',
        '"commit" must be text, and 123e4 is read as 1230000; write it in quotes: "123e4"',
        '"zone" must be text, and y is read as true; write it in quotes: "y"',
        '"size" must be text, and 1_000 is read as 1000; write it in quotes: "1_000"',
      ],
    );
  });

  it("have the ports that kubectl reads, and a note where that is another number", () => {
    const text = `${HEAD}metadata: { name: one }\nspec: { podSelector: {}, ingress: [{ ports: [{ port: 0120 }, { port: 1_000 }] }] }\n`;
    const result = parse(APPLY, { "p.yaml": text });
    assert.ok("scenarios" in result);
    assert.deepEqual(
      result.notes.map(({ file, line, message, hint }) => `${file}:${line} ${message}; ${hint}`),
      [
        "p.yaml:4 kubectl reads 0120 as 80; write 80, or 120",
        "p.yaml:4 kubectl reads 1_000 as 1000; write 1000",
      ],
    );
    const [change] = result.scenarios[0]?.steps[0]?.changes ?? [];
    assert.match(JSON.stringify(change), /"ports":\[\{"port":80\},\{"port":1000\}\]/);
  });

  it("may hold what servers and controllers add, which is ignored", () => {
    const added = "creationTimestamp: null, generation: 1, ownerReferences: [{}], finalizers: [a/b]";
    const text = `${HEAD}metadata: { name: one, ${added} }\nspec: { podSelector: {} }\nstatus: {}\n`;
    const [change] = scenarioOf(APPLY, { "p.yaml": text }).steps[0]?.changes ?? [];
    assert.deepEqual(change, {
      action: "apply",
      object: {
        apiVersion: "networking.k8s.io/v1",
        kind: "NetworkPolicy",
        metadata: { name: "one", namespace: "x" },
        spec: { podSelector: {} },
      },
    });
    const inPlace = "[{ metadata: { name: one }, spec: { podSelector: {} }, status: { conditions: [] } }]";
    assert.deepEqual(scenarioOf(APPLY.replace("[p.yaml]", inPlace)).steps[0]?.changes, [change]);
  });

  it("show none of their text if they are no manifests", () => {
    const kubeconfig = "apiVersion: v1\nkind: Config\nusers:\n  - token: secret: 1\n";
    for (const text of ["secret:x:0:0\n", "a: secret\n", "- secret\n", "a: b\nsecret: x: 0\n", kubeconfig]) {
      const problems = problemsOf(APPLY, { "p.yaml": text });
      assert.equal(problems.length, 1);
      assert.match(problems[0]?.message ?? "", /^this is no manifest of a policy/);
      assert.ok(!renderProblems(problems).includes("secret"), renderProblems(problems));
    }
  });

  it("are asked for once, and what hinders is said in one line wherever they are named", () => {
    const asked: string[] = [];
    const readFile = (path: string): string => {
      asked.push(path);
      throw new Error("EISDIR: illegal operation on a directory\n    at read");
    };
    const text = APPLY.replace("[p.yaml]", "[p.yaml, { file: ./p.yaml }]");
    const result = parseScenario(text, { file: "scenario.yaml", readFile });
    assert.ok("problems" in result);
    assert.deepEqual(
      result.problems.map(({ line, column, message }) => `${line}:${column} ${message}`),
      [
        "4:12 cannot read p.yaml: EISDIR: illegal operation on a directory",
        "4:28 cannot read p.yaml: EISDIR: illegal operation on a directory",
      ],
    );
    assert.deepEqual(asked, ["p.yaml"]);
  });

  it("are reported once, however often they are applied", () => {
    const text = `${APPLY.replace("[p.yaml]", "[p.yaml, ./p.yaml]")}`;
    assert.deepEqual(saidOf(text, { "p.yaml": `${HEAD}metadata: { name: one }\n` }), [
      'p.yaml:1:1 "spec" is missing',
    ]);
  });

  it("of tutorials, broken in three ways, are explained at once", () => {
    const file = "broken-seeds.yaml";
    const result = parseScenario(fixture(file), { file, readFile: fixture });
    assert.ok("problems" in result);
    assert.equal(renderProblems(result.problems), fixture("broken-seeds.expected.txt"));
  });
});
