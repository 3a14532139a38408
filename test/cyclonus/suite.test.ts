import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { caseIds, idOf } from "../../scripts/compare-cyclonus/case-ids.ts";
import type { Scenario } from "../../src/model/index.ts";
import { parseScenario, renderProblems } from "../../src/scenario/index.ts";

const FOLDER = "scenarios/cyclonus";

describe("the cyclonus suite", () => {
  const scenarios = readdirSync(FOLDER)
    .filter((file) => file.endsWith(".yaml"))
    .flatMap((file) => load(join(FOLDER, file)));
  const ids = scenarios.map(({ name }) => idOf(name));

  it("has the 230 cases of cyclonus, each once", () => {
    assert.deepEqual(ids.toSorted(), caseIds(230).toSorted());
  });

  it("has the tag default for the 112 cases of its default run", () => {
    const tagged = ids.filter((_, index) => scenarios[index]?.tags.includes("default"));
    assert.deepEqual(tagged.toSorted(), caseIds(112).toSorted());
  });

  it("begins every scenario with the same nine pods, so that they can share them", () => {
    const worlds = scenarios.map(({ namespaces, pods, services }) =>
      JSON.stringify({ namespaces, pods, services }),
    );
    assert.equal(new Set(worlds).size, 1);
    assert.equal(scenarios[0]?.pods.length, 9);
  });
});

function load(file: string): readonly Scenario[] {
  const result = parseScenario(readFileSync(file, "utf8"), {
    file,
    readFile: (path) => readFileSync(path, "utf8"),
  });
  if ("problems" in result) throw new Error(renderProblems(result.problems));
  return result.scenarios;
}
