import type { FoundFiles } from "../manifest/application/application-files.ts";
import type { Scenario } from "../model/index.ts";
import { planScenario } from "../plan/index.ts";
import { predictPlan } from "../predict.ts";
import { parseScenario, renderProblems } from "../scenario/index.ts";
import { meaning } from "../verdict/index.ts";
import { expectationFor } from "./scenario/expectation.ts";
import { type Draft, type Expected, scenarioText } from "./scenario/scenario-text.ts";

/** `file` is where the scenario will be: paths in it are relative to its folder. */
export interface GenerateOptions {
  readonly file: string;
  readonly readFile: (path: string) => string;
  readonly findFiles?: (path: string) => FoundFiles;
}

/** A scenario's text, or why there is none, as lines that are ready to print. */
export type Generated = { readonly text: string } | { readonly refusal: string };

/** Everything is as it is: for a first reading, which says what there is. */
const UNDECIDED: Expected = { default: "any", lines: [], summary: "", notes: [] };

/**
 * A scenario that expects what its policies mean. It is read and predicted as whoever uses it will do, and there is none
 * unless every cell is as it expects.
 */
export async function generateScenario(draft: Draft, options: GenerateOptions): Promise<Generated> {
  const undecided = read(scenarioText(draft, UNDECIDED), options);
  if ("refusal" in undecided) return undecided;
  const text = scenarioText(draft, await expectationFor(undecided.scenario));
  const decided = read(text, options);
  if ("refusal" in decided) return decided;
  const wrong = await countWrong(decided.scenario);
  return wrong === 0
    ? { text }
    : {
        refusal: `of the scenario that was made ${wrong} cells are not as the policies mean; nothing was written`,
      };
}

function read(
  text: string,
  options: GenerateOptions,
): { readonly scenario: Scenario } | { readonly refusal: string } {
  const result = parseScenario(text, options);
  if ("problems" in result)
    return {
      refusal: `no sound scenario can be made of this; nothing was written\n${renderProblems(result.problems)}`,
    };
  const [scenario] = result.scenarios;
  return scenario === undefined
    ? { refusal: "no scenario can be made of this; nothing was written" }
    : { scenario };
}

async function countWrong(scenario: Scenario): Promise<number> {
  const steps = await predictPlan(planScenario(scenario));
  return steps
    .flatMap(({ cells }) => cells)
    .filter(({ expected, decision }) => expected !== meaning(decision)).length;
}
