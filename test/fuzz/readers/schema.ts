import assert from "node:assert/strict";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { parse } from "yaml";
import { parseScenario, scenarioJsonSchema } from "../../../src/scenario/index.ts";
import { randomScenario } from "../../random-scenarios/random-scenario.ts";
import { SCENARIO_FILE, undecidedFiles } from "../../random-scenarios/scenario-files.ts";
import { mutatedTree } from "../mutations.ts";
import type { Reader } from "../reader.ts";
import { asText, SCENARIOS } from "./scenario.ts";

const SCHEMA: Readonly<Record<string, unknown>> = { ...scenarioJsonSchema() };
const isScenario = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(SCHEMA);

const SAMPLES = SCENARIOS.filter((text) => read(text)).map((text): unknown => parse(text, { merge: true }));

const random = randomScenario(["ipv4", "ipv6"]).map(
  (draft) => undecidedFiles(draft).get(SCENARIO_FILE) ?? "",
);

function read(text: string): boolean {
  const readFile = (path: string): never => assert.fail(`there is no ${path}`);
  return "scenarios" in parseScenario(text, { file: "scenario.yaml", readFile });
}

/** What the reader takes, the schema by which editors check takes too. The reverse holds for form only. */
export const schemaReader: Reader = {
  name: "schema",
  readsYaml: true,
  inputs: fc.oneof(
    { weight: 3, arbitrary: asText(mutatedTree(SAMPLES)) },
    { weight: 1, arbitrary: random },
    { weight: 2, arbitrary: random.chain((text) => asText(mutatedTree([parse(text) as unknown]))) },
  ),
  read: (text) => {
    if (!read(text) || isScenario(parse(text, { merge: true }))) return;
    assert.fail(JSON.stringify(isScenario.errors, undefined, 1));
  },
};
