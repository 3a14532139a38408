import {
  type Expectation,
  flowsAmong,
  type PredictedCell,
  partiesOf,
  type Scenario,
  withoutPolicies,
  zip,
} from "../../model/index.ts";
import { planScenario } from "../../plan/index.ts";
import { predictPlan } from "../../predict.ts";
import { meaning } from "../../verdict/index.ts";
import { minimalRules } from "../rules/minimal-rules.ts";
import type { Expected } from "./scenario-text.ts";
import { BLOCK_BOUNDS, dependsOnAddresses, withBlocksOf } from "./without-assumptions.ts";

/** Rules for more cells take too long to find, and nobody reads so many. */
const MOST_CELLS = 20_000;

/** What is expected of a scenario's only step, if it is what its policies mean. */
export async function expectationFor(scenario: Scenario): Promise<Expected> {
  const state = withoutPolicies(scenario);
  const count = flowsAmong(state, scenario.flows).length;
  if (count > MOST_CELLS) return tooMany(count);
  const [least, most] = await Promise.all(
    bounds(scenario).map(async (each) =>
      (await predictPlan(planScenario(each))).flatMap(({ cells }) => cells),
    ),
  );
  const cells = zip(least ?? [], most ?? least ?? []).map(([a, b]) => ({
    flow: a.flow,
    expect: common(a, b),
  }));
  const rules = minimalRules(cells, partiesOf(state));
  const found = new Map<Expectation, number>();
  for (const { expect } of cells) found.set(expect, (found.get(expect) ?? 0) + 1);
  return { ...rules, summary: summaryOf(scenario, count, found.get("allow") ?? 0), notes: notesOn(found) };
}

/** A policy that lets more addresses through allows more and denies nothing more: what holds of both bounds holds anywhere. */
function bounds(scenario: Scenario): readonly Scenario[] {
  if (!dependsOnAddresses(scenario)) return [scenario];
  return [withBlocksOf(scenario, BLOCK_BOUNDS.least), withBlocksOf(scenario, BLOCK_BOUNDS.most)];
}

function common(least: PredictedCell, most: PredictedCell): Expectation {
  const [a, b] = [meaning(least.decision), meaning(most.decision)];
  return a === b ? a : "predicted";
}

function notesOn(found: ReadonlyMap<Expectation, number>): readonly string[] {
  return [
    ...(found.has("predicted")
      ? ["predicted: whether a block of addresses holds a pod is known only on a cluster"]
      : []),
    ...(found.has("any")
      ? ["any: nobody listens there, or it depends on which pod behind the Service is chosen"]
      : []),
  ];
}

function summaryOf({ pods, services }: Scenario, cells: number, allowed: number): string {
  const parts = [
    countOf(pods.length, "pod"),
    ...(services.length === 0 ? [] : [countOf(services.length, "Service")]),
  ];
  return `${parts.join(", ")}, ${countOf(cells, "cell")}, of which ${allowed} ${allowed === 1 ? "is" : "are"} allowed`;
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function tooMany(count: number): Expected {
  return {
    default: "predicted",
    lines: [],
    summary: `${count} cells`,
    notes: [
      `these are too many cells to spell out (${MOST_CELLS} are the most): each is expected as the policies mean it`,
    ],
  };
}
