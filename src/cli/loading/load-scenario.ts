import type { Scenario } from "../../model/index.ts";
import { counted } from "../../report/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { parseScenario, renderProblems } from "../../scenario/index.ts";
import { withIds } from "../../suite/index.ts";
import { messageOf } from "../../system/system-error.ts";
import { isError } from "../../yaml/problem.ts";
import { InputError } from "../input-error.ts";
import { findManifestFiles } from "./manifest-files.ts";
import { readYamlFile } from "./read-yaml-file.ts";

/** Scenarios named in a message. */
const MOST_NAMED = 12;

/** The scenarios of a file, and notes about it, ready to print; empty if there are none. */
export interface Loaded {
  readonly scenarios: readonly Scenario[];
  readonly notes: string;
}

/** What should be a scenario is a manifest. */
export class ManifestError extends InputError {}

/** Reads and checks a scenario file. Throws ManifestError for a manifest, and else InputError with every problem in it and in the files it names. */
export function loadScenarios(file: string): Loaded {
  const result = parseScenario(readScenarioFile(file), {
    file,
    readFile: readYamlFile,
    findFiles: findManifestFiles,
  });
  if ("scenarios" in result) return { scenarios: result.scenarios, notes: renderProblems(result.notes) };
  if (result.meantAs === "manifest") throw new ManifestError(renderProblems(result.problems).trimEnd());
  if (result.meantAs !== undefined) throw new InputError(renderProblems(result.problems).trimEnd());
  const count = counted(result.problems.filter(isError).length, "problem");
  throw new InputError(`${renderProblems(result.problems)}\n${count}; nothing was created`);
}

/**
 * Reads a file of which one scenario is meant.
 *
 * @param wanted - a regular expression that finds its id or name, where the file stands for several.
 */
export function loadScenario(file: string, wanted?: RegExp): Scenario {
  const items = withIds({ path: file, id: file }, loadScenarios(file).scenarios);
  const found = items.filter(
    ({ id, scenario }) => wanted === undefined || wanted.test(id) || wanted.test(scenario.name),
  );
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first.scenario;
  const some = (found.length === 0 ? items : found).map(({ id }) => `    ${oneLine(id)}`);
  const rest = some.length > MOST_NAMED ? [`    and ${some.length - MOST_NAMED} more`] : [];
  const what =
    first === undefined
      ? `there is no such scenario in ${oneLine(file)}`
      : `${oneLine(file)} stands for several scenarios`;
  throw new InputError([`${what}; say which with --grep`, ...some.slice(0, MOST_NAMED), ...rest].join("\n"));
}

function readScenarioFile(file: string): string {
  try {
    return readYamlFile(file);
  } catch (error) {
    throw new InputError(`cannot read the scenario: ${oneLine(file)}: ${messageOf(error)}`);
  }
}
