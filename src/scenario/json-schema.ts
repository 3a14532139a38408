import { z } from "zod";
import { jsonSchemaOf, type Schema } from "../yaml/json-schema.ts";
import { allowPlaceholders } from "./parameters/allow-placeholders.ts";
import { SCENARIO_OF_MANIFESTS } from "./scenario-shape.ts";

/** A JSON Schema (draft 2020-12) of scenario files for editors, from the shapes by which the parser judges them. */
export function scenarioJsonSchema(): object {
  const definitions: Schema = {};
  const scenario = jsonSchemaOf(z.strictObject(SCENARIO_OF_MANIFESTS), definitions);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "netverdict scenario",
    description: "A world of pods, what is done to it step by step, and which pod then reaches which.",
    ...allowPlaceholders(scenario, definitions),
    anyOf: [worldOf("namespaces", "pods"), worldOf("manifests")],
  };
}

/** A scenario with these keys. */
function worldOf(...required: readonly string[]): Schema {
  const described = { description: "What there is before the first step." };
  return {
    type: "object",
    required,
    properties: Object.fromEntries(required.map((key) => [key, described])),
  };
}
