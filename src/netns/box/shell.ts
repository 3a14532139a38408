import { createInterface } from "node:readline";
import { ClusterError } from "../../cluster/port.ts";
import { inPlainWords } from "./exhaustion.ts";
import { outputTail } from "./output-tail.ts";
import { type Program, startFailure } from "./program.ts";

/** A shell that reads scripts from its stdin until that ends; with our process, it ends too. */
export interface Shell {
  /**
   * Runs a script in a subshell that stops at the first command that fails; resolves with its output.
   * Scripts run in the order in which they came.
   *
   * @throws ClusterError with the output of a script that failed, or if the shell has ended.
   */
  run(script: string): Promise<string>;
  /** Why it runs nothing any more; undefined as long as it does. */
  readonly ended: ClusterError | undefined;
  /** Gives the shell up: what runs and what comes is rejected. */
  abandon(reason: ClusterError): void;
}

interface Waiting {
  readonly output: string[];
  readonly resolve: (output: string) => void;
  readonly reject: (error: Error) => void;
}

/** Stands before the exit code in the line that ends a script's output. */
const END_OF_SCRIPT = "netverdict: script ended with";

/** What `unshare` of util-linux 2.38 says when its child was ended by a signal, which it fails to pass on. */
const KILLED = /^unshare: sigprocmask unblock failed: .*$/m;

/** @param program - a POSIX shell, or what becomes one. */
export function shellOn(program: Program): Shell {
  const waiting: Waiting[] = [];
  const stderr = outputTail(program.stderr);
  let ended: ClusterError | undefined;
  const abandon = (reason: ClusterError) => {
    ended ??= reason;
    for (const { reject } of waiting.splice(0)) reject(ended);
  };
  void startFailure(program).then((failure) => {
    const words = stderr().replace(KILLED, "its first process was killed");
    const reason = [failure ?? "the box has ended", words].filter(Boolean).join(": ");
    abandon(new ClusterError(inPlainWords(reason)));
  });
  // A write to a shell that has gone is answered by its end.
  program.stdin.on("error", () => undefined);
  createInterface({ input: program.stdout }).on("line", (line) => {
    if (line.startsWith(END_OF_SCRIPT)) settle(waiting.shift(), line.slice(END_OF_SCRIPT.length).trim());
    else waiting[0]?.output.push(line);
  });

  return {
    run: (script) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) return reject(ended);
        waiting.push({ output: [], resolve, reject });
        program.stdin.write(framed(script));
      }),
    get ended() {
      return ended;
    },
    abandon,
  };
}

/** Commands of the script read /dev/null, since the shell's own stdin holds the scripts to come. */
function framed(script: string): string {
  return `(\nset -e\n${script}\n) </dev/null 2>&1\nprintf '\\n%s %s\\n' '${END_OF_SCRIPT}' "$?"\n`;
}

function settle(script: Waiting | undefined, status: string): void {
  const output = (script?.output ?? []).join("\n").trim();
  if (status === "0") script?.resolve(output);
  else
    script?.reject(
      new ClusterError(inPlainWords(`a command in the box failed with exit code ${status}: ${output}`)),
    );
}
