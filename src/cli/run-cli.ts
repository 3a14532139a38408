import { CommanderError } from "commander";
import { ClusterError } from "../cluster/port.ts";
import { InputError } from "./input-error.ts";
import { EXIT, exitCodeAfterLoss } from "./output/exit-code.ts";
import { type ProcessStream, SafeOutput } from "./output/safe-output.ts";
import type { Terminal } from "./output/terminal.ts";
import { program } from "./program.ts";

/** What a command line is given by its process. */
export interface ProcessParts {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: ProcessStream;
  readonly stderr: ProcessStream;
}

/**
 * Carries out a command line and says what went wrong.
 *
 * @param args - without the program's own name.
 * @returns the exit code, when everything is written.
 */
export async function runCli(
  args: readonly string[],
  { env, stdout, stderr }: ProcessParts,
  version: string,
): Promise<number> {
  const output = { stdout: new SafeOutput(stdout), stderr: new SafeOutput(stderr) };
  const exitCode = await carryOut(args, { env, ...output }, version);
  const lost = await output.stdout.failure();
  // A reader that closes its end early, such as head, wants no more output and no error.
  if (lost === undefined || lost.code === "EPIPE") return exitCode;
  output.stderr.write(`netverdict: cannot write the output: ${lost.message}\n`);
  return exitCodeAfterLoss(exitCode);
}

async function carryOut(args: readonly string[], terminal: Terminal, version: string): Promise<number> {
  let exitCode: number = EXIT.passed;
  try {
    const root = program(version, terminal, (code) => {
      exitCode = code;
    });
    await root.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.passed : EXIT.badInput;
    const { message, code } = describeError(error);
    terminal.stderr.write(`${message}\n`);
    return code;
  }
}

/** What to say of an error, and what it means for the exit code. */
export function describeError(error: unknown): { readonly message: string; readonly code: number } {
  if (error instanceof InputError) return { message: error.message, code: EXIT.badInput };
  const text = textOf(error);
  return { message: `netverdict: ${text}`, code: EXIT.notMeasured };
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return `a defect in netverdict itself:\n${String(error)}`;
  if (error instanceof ClusterError) return error.message;
  if ("code" in error && (error.code === "EMFILE" || error.code === "ENFILE"))
    return `too many files are open at a time: raise the limit (ulimit -n): ${error.message}`;
  return `a defect in netverdict itself:\n${error.stack ?? error.message}`;
}
