import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { ALL_RULES, type LintOptions, lint } from "../../../src/lint/index.ts";
import { lintSarif } from "../../../src/report/lint/lint-sarif.ts";
import type { SarifLog, SarifResult } from "./sarif-log.ts";
import { SARIF_SCHEMA } from "./sarif-schema.ts";

const FOLDER = new URL("../../fixtures/flawed-policies/", import.meta.url);

/** Every flawed policy there is, so that every rule has findings. */
const flawed = Object.fromEntries(
  readdirSync(FOLDER)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => [name, readFileSync(new URL(name, FOLDER), "utf8")]),
);

function logOf(files: Readonly<Record<string, string>>, options: Partial<LintOptions> = {}): SarifLog {
  const readFile = (path: string): string => files[path] ?? "";
  const sources = Object.entries(files).map(([file, text]) => ({ file, text }));
  const report = lint(sources, { readFile, ...options });
  const context = { color: true, version: "1.2.3", workingDirectory: "/home/me/repo", rules: ALL_RULES };
  return JSON.parse(lintSarif.render(report, context));
}

const resultsOf = (...args: Parameters<typeof logOf>): readonly SarifResult[] =>
  logOf(...args).runs[0].results;
const fingerprintsOf = (...args: Parameters<typeof logOf>): readonly string[] =>
  resultsOf(...args).flatMap(({ partialFingerprints }) => Object.values(partialFingerprints));

const policy = (name: string, rules: string): string => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: shop }
spec:
  podSelector: { matchLabels: { app: db } }
  ingress:
${rules}`;

const ALLOW_LIST = "    - from: [{ ipBlock: { cidr: 10.1.2.3/8 } }]\n";

describe("the SARIF log of lint", () => {
  it("has the shape that SARIF 2.1.0 asks for, whatever was found", () => {
    const validate = new Ajv2020({ allErrors: true }).compile(SARIF_SCHEMA);
    for (const log of [logOf(flawed), logOf({ "p.yaml": policy("p", "") })])
      assert.ok(validate(log), JSON.stringify(validate.errors));
  });

  it("describes every rule, and each result names its own", () => {
    const [{ tool, results }] = logOf(flawed).runs;
    assert.deepEqual(
      tool.driver.rules.map(({ id }) => id),
      ALL_RULES.map(({ id }) => id),
    );
    assert.ok(results.length > ALL_RULES.length);
    for (const { ruleId, ruleIndex } of results) assert.equal(tool.driver.rules[ruleIndex]?.id, ruleId);
  });

  it("has a level for each severity, and says what to do", () => {
    const levels = new Map(resultsOf(flawed).map(({ ruleId, level }) => [ruleId, level]));
    assert.deepEqual(
      ["invalid", "cidr-host-bits", "one-port-range"].map((rule) => levels.get(rule)),
      ["error", "warning", "note"],
    );
    const [first] = resultsOf({ "p.yaml": policy("p", ALLOW_LIST) }, { only: ["cidr-host-bits"] });
    assert.equal(
      first?.message.text,
      "10.1.2.3/8 means 10.0.0.0/8\nwrite 10.0.0.0/8, or 10.1.2.3/32 for that address alone",
    );
  });

  it("names files from the working directory, others by their whole path, and the object", () => {
    const locationIn = (file: string) =>
      resultsOf({ [file]: policy("p", ALLOW_LIST) }, { only: ["cidr-host-bits"] })[0]?.locations[0];
    assert.deepEqual(locationIn("k8s/a b.yaml"), {
      physicalLocation: {
        artifactLocation: { uri: "k8s/a%20b.yaml", uriBaseId: "%SRCROOT%" },
        region: { startLine: 7, startColumn: 33 },
      },
      logicalLocations: [{ fullyQualifiedName: "NetworkPolicy shop/p" }],
    });
    const uriOf = (file: string) => locationIn(file)?.physicalLocation.artifactLocation;
    assert.deepEqual(uriOf("/home/me/repo/k8s/p.yaml"), { uri: "k8s/p.yaml", uriBaseId: "%SRCROOT%" });
    assert.deepEqual(uriOf("/srv/p.yaml"), { uri: "file:///srv/p.yaml" });
  });
});

describe("fingerprints of findings", () => {
  it("are the same with blank lines and comments above", () => {
    const moved = Object.fromEntries(
      Object.entries(flawed).map(([name, text]) => [name, `\n# a comment\n\n${text}`]),
    );
    const before = fingerprintsOf(flawed);
    assert.ok(before.length > 50);
    assert.deepEqual(fingerprintsOf(moved), before);
  });

  it("are each of one finding, of equal ones too", () => {
    const all = fingerprintsOf(flawed);
    assert.equal(new Set(all).size, all.length);
    const twice = { "p.yaml": policy("p", `${ALLOW_LIST}${ALLOW_LIST}`) };
    const only = { only: ["cidr-host-bits"] };
    assert.equal(new Set(fingerprintsOf(twice, only)).size, 2);
    const copies = { "a.yaml": policy("p", ALLOW_LIST), "b.yaml": policy("p", ALLOW_LIST) };
    assert.equal(new Set(fingerprintsOf(copies, only)).size, 2);
  });

  it("do not change with another file name, an item before, or which rules are asked for", () => {
    const only = { only: ["cidr-host-bits"] };
    const [print] = fingerprintsOf({ "a.yaml": policy("p", ALLOW_LIST) }, only);
    const others = "    - from: [{ podSelector: {} }]\n      ports: [{ port: 80 }]\n";
    assert.deepEqual(fingerprintsOf({ "b.yaml": policy("p", `${others}${ALLOW_LIST}`) }, only), [print]);
    assert.ok(fingerprintsOf({ "a.yaml": policy("p", ALLOW_LIST) }).includes(print ?? ""));
  });

  it("tell objects, rules and what is written apart", () => {
    const prints = [
      policy("p", ALLOW_LIST),
      policy("q", ALLOW_LIST),
      policy("p", ALLOW_LIST.replace("/8", "/9")),
    ].flatMap((text) => fingerprintsOf({ "a.yaml": text }, { only: ["cidr-host-bits"] }));
    assert.equal(new Set(prints).size, 3);
  });
});
