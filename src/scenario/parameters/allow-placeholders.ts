import { isMapping } from "../../yaml/field.ts";

type Schema = Readonly<Record<string, unknown>>;

const PLACEHOLDER = { type: "string", pattern: "\\$\\{", description: "A text with ${…} in it." };

const REFERENCE = { $ref: "#/$defs/placeholder" };

/** The schema of a mapping as it may be written in a file with parameters: `${…}` may stand for every value in it. */
export function allowPlaceholders(schema: Schema, definitions: Schema): Schema {
  const $defs = Object.entries(definitions).map(([name, one]) => [name, isMapping(one) ? within(one) : one]);
  return { ...within(schema), $defs: { ...Object.fromEntries($defs), placeholder: PLACEHOLDER } };
}

/** A value in its place: the value as such, or a placeholder. */
function orPlaceholder(schema: unknown): unknown {
  if (!isMapping(schema) || isAnyText(schema) || Object.keys(schema).every((key) => key === "description"))
    return schema;
  const { description, ...inner } = within(schema);
  const alternatives = Array.isArray(inner.anyOf) && Object.keys(inner).length === 1 ? inner.anyOf : [inner];
  const texts = alternatives.some((one) => isMapping(one) && isAnyText(one)) ? [] : [REFERENCE];
  return { ...(description === undefined ? {} : { description }), anyOf: [...alternatives, ...texts] };
}

function within(schema: Schema): Schema {
  const { properties, additionalProperties, propertyNames, items, anyOf } = schema;
  return {
    ...schema,
    ...(Array.isArray(anyOf) && { anyOf: anyOf.map((one) => (isMapping(one) ? within(one) : one)) }),
    ...(isMapping(properties) && { properties: mapped(properties) }),
    ...(isMapping(additionalProperties) && { additionalProperties: orPlaceholder(additionalProperties) }),
    ...(additionalProperties === false && { patternProperties: { [PLACEHOLDER.pattern]: {} } }),
    ...(isMapping(propertyNames) && { propertyNames: orPlaceholder(propertyNames) }),
    ...(isMapping(items) && { items: orPlaceholder(items) }),
  };
}

function mapped(properties: Schema): Schema {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, orPlaceholder(value)]));
}

function isAnyText({ type, pattern, enum: words, const: word }: Schema): boolean {
  return type === "string" && [pattern, words, word].every((limit) => limit === undefined);
}
