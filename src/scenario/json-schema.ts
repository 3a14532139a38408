import { z } from "zod";
import { shownInPlaceOf } from "../yaml/shape.ts";
import { allowPlaceholders } from "./parameters/allow-placeholders.ts";
import { SCENARIO_OF_MANIFESTS } from "./scenario-shape.ts";

type Schema = Record<string, unknown>;

/** A JSON Schema (draft 2020-12) of scenario files for editors, from the shapes by which the parser judges them. */
export function scenarioJsonSchema(): object {
  const definitions: Schema = {};
  const scenario = schemaOf(z.strictObject(SCENARIO_OF_MANIFESTS), definitions);
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

/** Shapes with an id are put into `definitions`, so that each stands there once. */
function schemaOf(shape: z.ZodType, definitions: Schema): Schema {
  const { $schema, $defs, ...schema } = z.toJSONSchema(shape, {
    target: "draft-2020-12",
    io: "input",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      dropWholeNumberLimits(jsonSchema);
      const shown = shownInPlaceOf(zodSchema);
      if (shown !== undefined) replace(jsonSchema, schemaOf(shown, definitions));
    },
  });
  Object.assign(definitions, $defs);
  return schema;
}

/** All but the description, which belongs to the place and not to what stands in it. */
function replace(schema: Schema, other: Schema): void {
  const { description } = schema;
  for (const key of Object.keys(schema)) delete schema[key];
  Object.assign(schema, other, description === undefined ? {} : { description });
}

function dropWholeNumberLimits(schema: Schema): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}
