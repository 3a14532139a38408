import { deviationsJsonSchema } from "../../deviations/index.ts";
import { scenarioJsonSchema } from "../../scenario/index.ts";
import { EXIT } from "../output/exit-code.ts";
import type { Terminal } from "../output/terminal.ts";

/** The files that have a schema. */
export const SCHEMAS: Readonly<Record<string, () => object>> = {
  scenario: scenarioJsonSchema,
  "known-deviations": deviationsJsonSchema,
};

/** `netverdict schema`: prints the JSON Schema of files that people write. */
export function schemaCommand(of: string, { stdout }: Terminal): number {
  stdout.write(`${JSON.stringify(SCHEMAS[of]?.(), undefined, 2)}\n`);
  return EXIT.passed;
}
