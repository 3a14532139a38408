import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import {
  afterChanges,
  type ClusterState,
  expectationOf,
  flowName,
  flowsAmong,
  type PodRef,
  partiesOf,
  type Scenario,
  withoutPolicies,
} from "../../src/model/index.ts";
import { compilePolicies } from "../../src/policy/index.ts";
import { parseScenario, renderProblems } from "../../src/scenario/index.ts";

const FOLDER = new URL("../../scenarios/", import.meta.url);
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith(".yaml"));

function read(path: string): string {
  return readFileSync(new URL(path, FOLDER), "utf8");
}

function shipped(file: string): Scenario {
  const result = parseScenario(read(file), { file, readFile: read });
  if ("problems" in result) throw new Error(renderProblems(result.problems));
  const [scenario] = result.scenarios;
  assert.ok(scenario !== undefined);
  return scenario;
}

/** A cell as `step: flow word`. */
function cellsOf(scenario: Scenario, word: "expected" | "predicted"): readonly string[] {
  const addresses = new Map<PodRef, readonly string[]>(
    scenario.pods.map(({ ref }, n) => [ref, [`10.244.0.${n + 2}`]]),
  );
  let state: ClusterState = withoutPolicies(scenario);
  return scenario.steps.flatMap(({ name, changes, expect }) => {
    state = afterChanges(state, changes);
    const decide = compilePolicies(state, addresses);
    const parties = partiesOf(state);
    return flowsAmong(state, scenario.flows).map((flow) => {
      const predicted = decide(flow).allowed ? "allow" : "deny";
      return `${name}: ${flowName(flow)} ${word === "predicted" ? predicted : expectationOf(expect, flow, parties)}`;
    });
  });
}

/** A pod's flow to itself, of which nothing is expected. */
function isInformational(cell: string): boolean {
  return /: (\S+) -> \1:\S+ any$/.test(cell);
}

describe("the shipped scenarios", () => {
  it("are five", () => {
    assert.deepEqual(FILES, [
      "api-allow.yaml",
      "backend-policy.yaml",
      "default-deny.yaml",
      "guestbook.yaml",
      "nine-pods.yaml",
    ]);
  });

  for (const file of FILES) {
    it(`${file} has no problem and expects what its policies mean`, () => {
      const [expected, predicted] = [cellsOf(shipped(file), "expected"), cellsOf(shipped(file), "predicted")];
      const wrong = expected.filter((cell, index) => cell !== predicted[index] && !isInformational(cell));
      assert.deepEqual(wrong, []);
    });

    it(`${file} begins with a comment that says what it shows`, () => {
      assert.match(read(file), /^# [^\n]+\n(?:# [^\n]+\n)*?# It matters because /);
    });
  }

  it("deny about a third of the cells of nine pods, and expect the isolated ones to reach themselves", () => {
    const [, second] = shipped("nine-pods.yaml").steps;
    const denied = cellsOf(shipped("nine-pods.yaml"), "expected").filter((cell) => cell.endsWith(" deny"));
    assert.equal(second?.changes.length, 1);
    assert.equal(denied.length, 96);
    const itself = cellsOf(shipped("nine-pods.yaml"), "expected").filter((cell) =>
      / (x\/.) -> \1:.* allow$/.test(cell),
    );
    assert.equal(itself.length, 12);
  });
});
