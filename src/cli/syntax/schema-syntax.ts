import { schemaCommand } from "../commands/schema-command.ts";
import type { AddCommand } from "./add-command.ts";

export const addSchema: AddCommand = (root, terminal, done) => {
  root
    .command("schema")
    .description("print the JSON Schema of scenario files, for editors")
    .action(() => done(schemaCommand(terminal)));
};
