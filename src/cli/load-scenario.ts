import { readFileSync } from "node:fs";
import type { Scenario } from "../model/index.ts";
import { parseScenario, renderProblems } from "../scenario/index.ts";
import { InputError } from "./input-error.ts";

/** Reads and checks a scenario file. Throws InputError with every problem in it and in the files it names. */
export function loadScenario(file: string): Scenario {
  const result = parseScenario(readScenarioFile(file), {
    file,
    readFile: (path) => readFileSync(path, "utf8"),
  });
  if ("scenario" in result) return result.scenario;
  const count = result.problems.length === 1 ? "1 problem" : `${result.problems.length} problems`;
  throw new InputError(`${renderProblems(result.problems)}\n${count}; nothing was created`);
}

function readScenarioFile(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new InputError(`cannot read the scenario: ${error instanceof Error ? error.message : error}`);
  }
}
