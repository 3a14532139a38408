import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import { scenarioJsonSchema } from "../../src/scenario/index.ts";

const FOLDER = new URL("../../scenarios/", import.meta.url);
const SCHEMA: Readonly<Record<string, unknown>> = { ...scenarioJsonSchema() };

/** Scenarios, as against the manifests that they name. */
function scenarioFiles(): readonly string[] {
  const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".yaml") && !/(policies|manifests|known-deviations)\//.test(file))
    .sort();
}

const isScenario = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(SCHEMA);

/** What is wrong with a document, each as `/place: reason`. */
function said(text: string): readonly string[] {
  isScenario(parse(text, { merge: true }));
  return (isScenario.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}

function withRest(rest: string): string {
  return `name: t\nnamespaces: { x: {} }\npods: { x/a: { ports: [80] }, x/b: {} }\n${rest}`;
}

describe("the JSON Schema of scenarios", () => {
  it("is the one that is shipped", () => {
    assert.equal(
      readFileSync(new URL("scenario.schema.json", FOLDER), "utf8"),
      `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`,
    );
  });

  it("accepts every shipped scenario", () => {
    const wrong = scenarioFiles().flatMap((file) =>
      said(readFileSync(new URL(file, FOLDER), "utf8")).map((reason) => `${file}${reason}`),
    );
    assert.deepEqual(wrong, []);
  });

  it("says of every key what it means", () => {
    const silent = keysWithoutWords(SCHEMA, "");
    assert.deepEqual(silent, []);
  });

  for (const [rest, reason] of [
    ["looback: true", ": must NOT have additional properties"],
    ["steps: [{ expect: {} }]", "/steps/0: must have required property 'name'"],
    ["steps: [{ name: a, aply: [] }]", "/steps/0: must NOT have additional properties"],
    ["expect: { default: alow }", "/expect/default: must be equal to one of the allowed values"],
    [
      "expect: { rules: [deny x/a] }",
      '/expect/rules/0: must match pattern "^\\s*(allow|deny|drop|reject|any|predicted)\\s[\\s\\S]*->"',
    ],
    ["via: nodeport", "/via: must be equal to one of the allowed values"],
    ["services: { x/s: { selector: {} } }", "/services/x~1s: must have required property 'ports'"],
    ["timeouts: { hold: two }", "/timeouts/hold: must be integer"],
    [
      "policies: [{ metadata: { name: p }, spec: { policyTypes: [Igress] } }]",
      "/policies/0/spec/policyTypes/0: must be equal to one of the allowed values",
    ],
  ] as const)
    it(`does not accept ${rest}`, () => {
      const reasons = said(withRest(rest));
      assert.ok(reasons.includes(reason), reasons.join("\n"));
    });

  it("accepts placeholders wherever a parameter may stand", () => {
    const rest = `parameters: { it: { a: {}, b: {} } }
via: "\${it}"
loopback: "\${it}"
timeouts: { hold: "\${it}", settle: "\${it}" }
steps:
  - name: a
    apply: ["\${it}", { metadata: { name: p }, spec: { "\${it}": [], policyTypes: "\${it}" } }]
    restart: ["\${it}"]
    label: { "\${it}": { a: b } }
    expect: { default: "\${it}", rules: ["\${it}"], table: { "TCP/\${it}": "\${it}" } }
`;
    assert.deepEqual(said(withRest(rest)), []);
  });
});

/** Names of properties that have no description, NetworkPolicy's own left out: those are Kubernetes'. */
function keysWithoutWords(schema: unknown, at: string): readonly string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) => {
    if (key === "networkPolicy" || key === "labelSelector") return [];
    const own =
      key === "properties" && typeof value === "object" && value !== null
        ? Object.entries(value).filter(([, one]) => !("description" in one) && !("$ref" in one))
        : [];
    return [...own.map(([name]) => `${at}/${name}`), ...keysWithoutWords(value, `${at}/${key}`)];
  });
}
