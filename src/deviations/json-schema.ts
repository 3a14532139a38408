import { z } from "zod";
import { jsonSchemaOf } from "../yaml/json-schema.ts";
import { FILE } from "./shape.ts";

/** A JSON Schema (draft 2020-12) of files of known deviations, for editors. */
export function deviationsJsonSchema(): object {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "netverdict known deviations",
    description: "Cells of scenarios that a network plugin does otherwise than expected, each proved.",
    ...jsonSchemaOf(z.strictObject(FILE), {}),
  };
}
