import type { Command } from "commander";
import type { Terminal } from "../output/terminal.ts";

/** Adds a command to the root; `done` is told its exit code. */
export type AddCommand = (root: Command, terminal: Terminal, done: (exitCode: number) => void) => void;
