import { Command } from "commander";
import { commandNamed } from "./commands/command-named.ts";
import type { Terminal } from "./output/terminal.ts";
import { COMMANDS } from "./syntax/index.ts";

/** The command line; `done` is told each command's exit code. */
export function program(version: string, terminal: Terminal, done: (exitCode: number) => void): Command {
  const root = new Command("netverdict")
    .description("What does a cluster's network really allow, and is that what was declared?")
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void terminal.stdout.write(text),
      writeErr: (text) => void terminal.stderr.write(text),
    });
  for (const add of COMMANDS) add(root, terminal, done);
  addHelp(root);
  return root;
}

/** Commander's own takes a command that does not exist for a cry for help. */
function addHelp(root: Command): void {
  root
    .helpCommand(false)
    .command("help")
    .description("display help for command")
    .argument("[command]")
    .action((name?: string) => commandNamed(root, name).help());
}
