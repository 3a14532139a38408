import { CommanderError } from "commander";
import packageJson from "../../package.json" with { type: "json" };
import { ClusterError } from "../cluster/port.ts";
import { InputError } from "./input-error.ts";
import { EXIT } from "./output/exit-code.ts";
import type { Terminal } from "./output/terminal.ts";
import { program } from "./program.ts";

const terminal: Terminal = { env: process.env, stdout: process.stdout, stderr: process.stderr };

// A reader that closes its end early, such as head, wants no more output and no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = await main();

async function main(): Promise<number> {
  let exitCode: number = EXIT.passed;
  try {
    const root = program(packageJson.version, terminal, (code) => {
      exitCode = code;
    });
    await root.parseAsync(process.argv);
    return exitCode;
  } catch (error) {
    return report(error);
  }
}

/** Prints an error in one place and says what it means for the exit code. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.passed : EXIT.badInput;
  if (error instanceof InputError) return say(error.message, EXIT.badInput);
  if (error instanceof ClusterError) return say(`netverdict: ${error.message}`, EXIT.notMeasured);
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return say(`netverdict: a defect in netverdict itself:\n${text}`, EXIT.notMeasured);
}

function say(text: string, exitCode: number): number {
  terminal.stderr.write(`${text}\n`);
  return exitCode;
}
