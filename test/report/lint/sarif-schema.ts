/**
 * What SARIF 2.1.0 requires of a log as ours, and what readers such as code scanning need beside it, as a JSON Schema:
 * sections 3.13 (log), 3.14 (run), 3.19 (tool component), 3.27 (result), 3.29 and 3.30 (physical location, region) and
 * 3.49 (reporting descriptor) of the OASIS standard. Strict, so that no property is written that it does not name.
 */
const text = {
  type: "object",
  additionalProperties: false,
  required: ["text"],
  properties: { text: { type: "string", minLength: 1 } },
};
const level = { enum: ["none", "note", "warning", "error"] };

const location = {
  type: "object",
  additionalProperties: false,
  required: ["physicalLocation"],
  properties: {
    physicalLocation: {
      type: "object",
      additionalProperties: false,
      required: ["artifactLocation", "region"],
      properties: {
        artifactLocation: {
          type: "object",
          additionalProperties: false,
          required: ["uri"],
          properties: {
            uri: { type: "string", pattern: '^[^ \\\\"<>^`{|}\\u0000-\\u001f]+$' },
            uriBaseId: { const: "%SRCROOT%" },
          },
        },
        region: {
          type: "object",
          additionalProperties: false,
          required: ["startLine", "startColumn"],
          properties: {
            startLine: { type: "integer", minimum: 1 },
            startColumn: { type: "integer", minimum: 1 },
          },
        },
      },
    },
    logicalLocations: {
      type: "array",
      minItems: 1,
      items: {
        type: "object",
        additionalProperties: false,
        required: ["fullyQualifiedName"],
        properties: { fullyQualifiedName: { type: "string", minLength: 1 } },
      },
    },
  },
};

const descriptor = {
  type: "object",
  additionalProperties: false,
  required: ["id", "shortDescription", "defaultConfiguration"],
  properties: {
    id: { type: "string", pattern: "^[a-z0-9-]+$" },
    shortDescription: text,
    fullDescription: text,
    help: text,
    defaultConfiguration: {
      type: "object",
      additionalProperties: false,
      required: ["level"],
      properties: { level },
    },
  },
};

const result = {
  type: "object",
  additionalProperties: false,
  required: ["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"],
  properties: {
    ruleId: { type: "string" },
    ruleIndex: { type: "integer", minimum: 0 },
    level,
    message: text,
    locations: { type: "array", minItems: 1, maxItems: 1, items: location },
    partialFingerprints: {
      type: "object",
      minProperties: 1,
      additionalProperties: { type: "string", pattern: "^[0-9a-f]{64}$" },
    },
  },
};

export const SARIF_SCHEMA = {
  type: "object",
  additionalProperties: false,
  required: ["$schema", "version", "runs"],
  properties: {
    $schema: { type: "string", pattern: "^https://.*sarif.*2\\.1\\.0.*\\.json$" },
    version: { const: "2.1.0" },
    runs: {
      type: "array",
      minItems: 1,
      maxItems: 1,
      items: {
        type: "object",
        additionalProperties: false,
        required: ["tool", "results"],
        properties: {
          tool: {
            type: "object",
            additionalProperties: false,
            required: ["driver"],
            properties: {
              driver: {
                type: "object",
                additionalProperties: false,
                required: ["name", "version", "rules"],
                properties: {
                  name: { const: "netverdict" },
                  version: { type: "string", minLength: 1 },
                  rules: { type: "array", uniqueItems: true, items: descriptor },
                },
              },
            },
          },
          columnKind: { enum: ["utf16CodeUnits", "unicodeCodePoints"] },
          results: { type: "array", items: result },
        },
      },
    },
  },
};
