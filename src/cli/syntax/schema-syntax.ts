import { Argument } from "commander";
import { SCHEMAS, schemaCommand } from "../commands/schema-command.ts";
import type { AddCommand } from "./add-command.ts";

export const addSchema: AddCommand = (root, terminal, done) => {
  root
    .command("schema")
    .description("print the JSON Schema of scenario files, or of files of known deviations, for editors")
    .addArgument(new Argument("[of]", "what it is of").choices(Object.keys(SCHEMAS)).default("scenario"))
    .action((of: string) => done(schemaCommand(of, terminal)));
};
