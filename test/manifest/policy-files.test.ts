import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolvePath } from "../../src/manifest/policy-files.ts";
import { parseScenario, renderProblems } from "../../src/scenario/index.ts";
import { specOf } from "../model/build.ts";
import { problemsOf, saidOf, scenarioOf } from "../scenario/parsing.ts";

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
    assert.deepEqual(said("- a\n"), ["p.yaml:1:1 the document must be a mapping, not a list"]);
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
      "metadata:\n  name: My_policy\n  finalizers: []\n  labels: { a: 1 }\n  annotations: { b c: d }\n";
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
      "p.yaml:4:42 kubectl reads yes as a boolean, not as text",
      "p.yaml:4:56 kubectl reads off as a boolean, not as text",
    ]);
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
