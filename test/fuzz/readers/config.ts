import assert from "node:assert/strict";
import fc from "fast-check";
import { parse } from "yaml";
import { parseConfig } from "../../../src/cli/config/parse-config.ts";
import { renderProblems } from "../../../src/scenario/index.ts";
import { mutatedText, mutatedTree } from "../mutations.ts";
import type { Reader } from "../reader.ts";
import { asText } from "./scenario.ts";

const SAMPLES = [
  "lint:\n  severity: warning\n  failOn: error\n  rules:\n    no-default-deny-egress: off\n    peers-or: error\n",
  "lint: { rules: { peers-or: info } }\n",
  "{}\n",
];

export const configReader: Reader = {
  name: "config",
  readsYaml: true,
  inputs: fc.oneof(mutatedText(SAMPLES), asText(mutatedTree(SAMPLES.map((text): unknown => parse(text))))),
  read: (text) => {
    const parsed = parseConfig({ file: ".netverdict.yaml", text });
    if ("problems" in parsed) assert.notEqual(renderProblems(parsed.problems), "");
  },
};
