import fc from "fast-check";
import { parse, stringify } from "yaml";
import { mutatedText, mutatedTree } from "../mutations.ts";
import type { Reader } from "../reader.ts";
import { carriedOutOnFiles } from "../refusal.ts";
import { samplesIn, withFile } from "./files.ts";

/** Some of every kind, and none so large that nothing is hit. */
export const SCENARIOS: readonly string[] = [
  ...samplesIn(["scenarios/guestbook.yaml", "scenarios/conformance/services", "scenarios/semantics"]),
  ...samplesIn(["scenarios/cyclonus", "test/fixtures/scenarios"]),
].filter((text) => text.length < 8_000);

/** A document as YAML or as JSON, which is YAML too. */
export function asText(trees: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  return fc
    .tuple(trees, fc.boolean())
    .map(([tree, json]) =>
      json ? (JSON.stringify(tree, undefined, 1) ?? "") : stringify(tree, { aliasDuplicateObjects: false }),
    );
}

function readable(text: string): readonly unknown[] {
  try {
    return [parse(text)];
  } catch {
    // Some fixtures are broken on purpose.
    return [];
  }
}

export const scenarioReader: Reader = {
  name: "scenario",
  readsYaml: true,
  inputs: fc.oneof(mutatedText(SCENARIOS), asText(mutatedTree(SCENARIOS.flatMap(readable)))),
  read: (text) =>
    withFile("scenario.yaml", text, async (file) => {
      await carriedOutOnFiles("check", file, "--max-cells", "2000");
      await carriedOutOnFiles("predict", file, "--max-cells", "2000");
      await carriedOutOnFiles("explain", file, "x/a -> x/b:80");
    }),
};
