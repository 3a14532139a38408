import { execa } from "execa";

/** A program as a process of ours. Its result never rejects, and comes when its streams have ended too. */
export type Program = ReturnType<typeof startProgram>;

/**
 * @param command - the program and its arguments.
 * @param path - where programs are looked for, as in PATH.
 */
export function startProgram([file = "", ...argv]: readonly string[], path: string) {
  return execa(file, argv, {
    cwd: "/",
    // Nothing of our environment may change what it does.
    env: { PATH: path },
    extendEnv: false,
    // Ctrl-C goes to the terminal's whole process group, but what is open is closed in order.
    detached: true,
    buffer: false,
    reject: false,
  });
}

/** Whether a program could not even be started, and why. */
export async function startFailure(program: Program): Promise<string | undefined> {
  const { failed, exitCode, signal, originalMessage } = await program;
  return failed && exitCode === undefined && signal === undefined ? originalMessage : undefined;
}
