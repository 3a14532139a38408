import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { documentOf } from "../../scripts/detect/document.ts";
import { optionsFrom } from "../../scripts/detect/options.ts";
import { Results, type ScenarioResult, type SuiteResult } from "../../scripts/detect/results.ts";
import { shortcomings } from "../../scripts/detect/shortcomings.ts";
import { FAULTS } from "../../src/netns/index.ts";

const found: ScenarioResult = {
  part: "scenario",
  fault: "rule-lost",
  scenario: "recipes/r-01",
  verdict: "fail",
  rounds: 4,
  sentence: "x/a -> x/b:80: expected deny, observed reachable",
};
const clean: SuiteResult = { part: "clean", suite: "recipes", scenarios: 17, failed: 0, unknown: 1 };

describe("results of detection", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "netverdict-detection-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("are kept in a file, so that an interrupted run goes on; a line that was cut off is not one", () => {
    const file = join(folder, "kept", "results.jsonl");
    const first = new Results(file, false);
    first.add("one", found);
    appendFileSync(file, '{"job":"two","resu');
    const second = new Results(file, false);
    assert.deepEqual(second.get("one"), found);
    assert.equal(second.get("two"), undefined);
    assert.equal(new Results(file, true).get("one"), undefined);
  });

  it("are wrong where a fault is not found, a scenario fails without one, or a clean run does", () => {
    const { fault: _, ...faultless } = found;
    assert.deepEqual(shortcomings([found, clean, { ...faultless, verdict: "pass" }]), []);
    assert.deepEqual(shortcomings([{ ...found, verdict: "unknown" }]), [
      "rule-lost is not found by recipes/r-01, which is unknown",
    ]);
    assert.deepEqual(shortcomings([faultless]), ["recipes/r-01 is fail on a cluster without a fault"]);
    const cheapest = { id: "r-01", rounds: 2, probes: 8, sentence: "x" };
    assert.deepEqual(shortcomings([{ ...clean, failed: 1, cheapest }]), [
      "a false alarm in recipes: r-01: x",
    ]);
  });

  it("are a document of tables: what found each fault, in how many rounds, with which sentence", () => {
    const cheapest = { id: "r-02", rounds: 3, probes: 12, sentence: "s" };
    const simulated = { ...clean, part: "simulated", fault: "rule-lost", failed: 9, cheapest } as const;
    const slower = { ...simulated, suite: "semantics", cheapest: { ...cheapest, id: "s-01", probes: 20 } };
    const packets = { ...simulated, part: "packets" } as const;
    const text = documentOf([found, simulated, slower, packets, clean]);
    assert.match(text, /\| rule-lost \| the rule that drops [^|]+ \| recipes\/r-01 \| fail \| 4 \| x\/a -&?/);
    assert.match(text, /\| fault \| recipes \| semantics \|/);
    assert.match(text, /\| rule-lost \| r-02 \| s-01 \|/);
    assert.match(text, /\| rule-lost \| 9 of 17, 1 unknown \|/);
    assert.match(text, /\| rule-lost \| recipes \| r-02 \| 3 \| 12 \| s \|/);
    assert.match(text, /\| recipes \| 1 \| 17 \| 0 \| 1 \|/);
  });

  it("are asked for by options that are checked", () => {
    assert.equal(optionsFrom([]).faults.length, FAULTS.length);
    assert.deepEqual(optionsFrom(["scenarios/recipes/", "--shard", "2/3"]).suites, ["recipes"]);
    assert.deepEqual(optionsFrom(["--shard", "2/3"]).shard, { index: 1, of: 3 });
    for (const wrong of [
      ["--part", "all"],
      ["--shard", "4/3"],
      ["--clean", "-1"],
      ["--fault", "nonsense"],
    ])
      assert.throws(() => optionsFrom(wrong));
  });
});
