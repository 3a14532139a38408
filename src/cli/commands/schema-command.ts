import { scenarioJsonSchema } from "../../scenario/index.ts";
import { EXIT } from "../output/exit-code.ts";
import type { Terminal } from "../output/terminal.ts";

/** `netverdict schema`: prints the JSON Schema of scenario files. */
export function schemaCommand({ stdout }: Terminal): number {
  stdout.write(`${JSON.stringify(scenarioJsonSchema(), undefined, 2)}\n`);
  return EXIT.passed;
}
