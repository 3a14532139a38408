import assert from "node:assert/strict";
import { basename, dirname } from "node:path/posix";
import { parseAllDocuments } from "yaml";
import { FOLDERS, itemsIn, manifestsIn, textOf } from "./suite-folders.ts";

const LETTERS = { conformance: "K", semantics: "S", recipes: "R" } as const;

/** `K-01`, `K-A2`, `R-02a`: the case that a name begins with. */
function caseOf(name: string): string {
  return /^[KSR]-[0-9A-Z]+[a-z]?/.exec(name)?.[0] ?? "";
}

function casesOf(folder: keyof typeof LETTERS): readonly string[] {
  return [...new Set(itemsIn(folder).map(({ scenario }) => caseOf(scenario.name)))].sort();
}

function numbered(letter: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, n) => `${letter}-${String(n + 1).padStart(2, "0")}`);
}

describe("the files of the suites", () => {
  for (const folder of FOLDERS) {
    it(`${folder}: each begins with a comment that says what it shows, why it matters and where it comes from`, () => {
      for (const { file } of itemsIn(folder))
        assert.match(
          textOf(file),
          /^# [^\n]+\n(?:# [^\n]+\n)*?# It matters because (?:[^\n]+\n# )+?From /,
          file,
        );
    });

    it(`${folder}: every scenario has a name of its own, and its suite as its first tag`, () => {
      const scenarios = itemsIn(folder).map(({ scenario }) => scenario);
      assert.equal(new Set(scenarios.map(({ name }) => name)).size, scenarios.length);
      for (const { name, tags } of scenarios) assert.equal(tags[0], folder, name);
    });

    it(`${folder}: nothing is left to the evaluator`, () => {
      const expectations = itemsIn(folder).flatMap(({ scenario }) =>
        scenario.steps.map((step) => step.expect),
      );
      const words = new Set(
        expectations.flatMap((each) => [each.default, ...each.rules.map((rule) => rule.expect)]),
      );
      assert.deepEqual(
        [...words].filter((word) => word !== "allow" && word !== "deny"),
        [],
      );
    });

    it(`${folder}: the manifests beside it can be applied as they are`, () => {
      for (const path of manifestsIn(folder))
        for (const document of parseAllDocuments(textOf(path))) {
          assert.equal(document.get("apiVersion"), "networking.k8s.io/v1", path);
          assert.equal(document.get("kind"), "NetworkPolicy", path);
          assert.equal(typeof document.getIn(["metadata", "name"]), "string", path);
        }
    });
  }

  it("bear the cases that they were written from", () => {
    assert.deepEqual(casesOf("conformance"), [...numbered("K", 48), "K-A2"]);
    assert.deepEqual(casesOf("semantics"), numbered("S", 41));
    const recipes = numbered("R", 14).filter((id) => id !== "R-13");
    assert.deepEqual(casesOf("recipes"), [...recipes, "R-02a"].sort());
  });

  it("are called by their case", () => {
    for (const folder of ["conformance", "semantics", "recipes"] as const)
      for (const { file, scenario } of itemsIn(folder))
        assert.ok(basename(file).startsWith(`${caseOf(scenario.name).toLowerCase()}-`), file);
  });

  it("need SCTP and Services where their tags say so, and nowhere else", () => {
    for (const { id, scenario } of itemsIn("conformance")) {
      const needs = scenario.requires.map(({ feature }) => feature);
      assert.deepEqual(
        [needs.includes("sctp"), needs.includes("services")],
        [scenario.tags.includes("sctp"), dirname(id) === "services"],
        id,
      );
    }
  });

  it("dial names where they are tagged dns", () => {
    for (const { id, scenario } of FOLDERS.flatMap(itemsIn)) {
      const needsNames = scenario.requires.some(({ feature }) => feature === "dns");
      assert.equal(needsNames, scenario.tags.includes("dns"), id);
    }
  });
});
