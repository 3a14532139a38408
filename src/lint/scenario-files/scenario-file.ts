import type { Inventory } from "../../manifest/inventory.ts";
import { readManifestYaml, reportReadings } from "../../manifest/manifest-yaml.ts";
import { manifestsIn } from "../../manifest/policy-manifest.ts";
import { isPolicy } from "../../manifest/read-object.ts";
import { type ParseOptions, parseScenario } from "../../scenario/index.ts";
import type { YamlDocument } from "../../yaml/document.ts";
import { isMapping, rootField } from "../../yaml/field.ts";
import { isError, type Report } from "../../yaml/problem.ts";
import { scenarioInventory } from "./scenario-inventory.ts";
import { policiesInPlace, policiesOfFile } from "./written-policy.ts";

/** Whether a document is a scenario of netverdict and no manifest. */
export function isScenario({ value }: YamlDocument): boolean {
  return (
    isMapping(value) &&
    value.apiVersion === undefined &&
    value.kind === undefined &&
    (isMapping(value.pods) || value.manifests !== undefined) &&
    ["steps", "policies", "expect"].some((key) => value[key] !== undefined)
  );
}

/** What is to be looked at for each scenario of a file, and the files that it reads, as they were resolved. */
export interface ReadScenario {
  readonly inventory: readonly Inventory[];
  readonly files: readonly string[];
}

/** A scenario file. What is wrong with it is reported, and then nothing is looked at. */
export function readScenario(
  document: YamlDocument,
  { readFile, findFiles }: Pick<ParseOptions, "readFile" | "findFiles">,
  report: Report,
): ReadScenario {
  const texts = new Map<string, string>();
  const { file, text } = document.source;
  const result = parseScenario(text, {
    file,
    ...(findFiles && { findFiles }),
    readFile: (path) => {
      const found = readFile(path);
      texts.set(path, found);
      return found;
    },
  });
  const files = [...texts.keys()];
  const read = [...texts].flatMap(([path, found]) => readManifestYaml({ file: path, text: found }, () => {}));
  for (const each of read.filter(holdsPolicy)) reportReadings(each, report);
  if ("problems" in result) {
    for (const problem of result.problems.filter(isError)) report(problem);
    return { inventory: [], files };
  }
  const written = [...policiesInPlace(document), ...read.flatMap(policiesOfFile)];
  const inventory = result.scenarios.map((scenario) => scenarioInventory(scenario, document, written));
  return { inventory, files };
}

function holdsPolicy(document: YamlDocument): boolean {
  return manifestsIn(rootField(document, () => {})).some(({ value }) => isPolicy(value));
}
