import { execa, type Options } from "execa";

const COMMAND = "dist/netverdict.js";

/** How a command ended, and how long it took, its start included. */
export interface Ended {
  readonly stdout: string;
  readonly seconds: number;
}

/**
 * Runs a command of netverdict's as a user does.
 *
 * @param codes - exit codes that are no failure.
 * @throws Error with all that it said if it ends with another.
 */
export async function netverdict(
  args: readonly string[],
  codes: readonly number[] = [0],
  options: Pick<Options, "input"> = {},
): Promise<Ended> {
  const started = performance.now();
  const { exitCode, stdout, stderr } = await execa(process.execPath, [COMMAND, ...args], {
    ...options,
    reject: false,
    maxBuffer: 2 ** 30,
  });
  if (exitCode === undefined || !codes.includes(exitCode))
    throw new Error(`netverdict ${args.join(" ")} ended with ${exitCode}\n${stdout}\n${stderr}`);
  return { stdout, seconds: (performance.now() - started) / 1000 };
}
