import { z } from "zod";
import { shownInPlaceOf } from "./shape.ts";

export type Schema = Record<string, unknown>;

/** The JSON Schema of a shape. Shapes with an id are put into `definitions`, so that each stands there once. */
export function jsonSchemaOf(shape: z.ZodType, definitions: Schema): Schema {
  const { $schema, $defs, ...schema } = z.toJSONSchema(shape, {
    target: "draft-2020-12",
    io: "input",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      dropWholeNumberLimits(jsonSchema);
      const shown = shownInPlaceOf(zodSchema);
      if (shown !== undefined) replace(jsonSchema, jsonSchemaOf(shown, definitions));
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
