import assert from "node:assert/strict";
import fc from "fast-check";
import { parse } from "yaml";
import { parseDeviations } from "../../../src/deviations/index.ts";
import { renderProblems } from "../../../src/scenario/index.ts";
import { mutatedText, mutatedTree } from "../mutations.ts";
import type { Reader } from "../reader.ts";
import { samplesIn } from "./files.ts";
import { asText } from "./scenario.ts";

const SAMPLES = samplesIn(["scenarios/known-deviations"]);

/** What a network plugin is known to do otherwise. */
export const deviationReader: Reader = {
  name: "known-deviations",
  readsYaml: true,
  inputs: fc.oneof(mutatedText(SAMPLES), asText(mutatedTree(SAMPLES.map((text): unknown => parse(text))))),
  read: (text) => {
    const parsed = parseDeviations({ file: "known.yaml", text });
    if ("problems" in parsed) assert.notEqual(renderProblems(parsed.problems), "");
  },
};
