import { fork } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keep } from "../../test/fuzz/corpus.ts";
import { READERS } from "../../test/fuzz/readers/index.ts";

/** An input that takes longer than this hangs, in ms, on a busy machine too. */
const LIMIT_MS = 120_000;

/** Until the first input the reader is only loaded. */
const START_MS = 600_000;

/** In MiB: what a reader may need for an input of some kilobytes, and Node and its modules besides. */
const MEMORY_MIB = 1_024;

/** What one process does. It writes each input to `current` before it is read, and says so. */
export interface Campaign {
  readonly runs: number;
  readonly seed: number;
}

/** Runs a campaign in a process. What is wrong in a line, with the input's file, if anything is. */
export async function watched(name: string, { runs, seed }: Campaign): Promise<string | undefined> {
  const current = join(mkdtempSync(join(tmpdir(), "netverdict-fuzzing-")), "current");
  const child = fork(new URL("reader-process.ts", import.meta.url), [name, `${runs}`, `${seed}`, current], {
    execArgv: ["--import", "tsx", `--max-old-space-size=${MEMORY_MIB}`],
  });
  return new Promise((resolve) => {
    let said: string | undefined;
    const limit = (ms: number, what: string) =>
      setTimeout(() => {
        said = `${ms / 1000} s were not enough ${what}`;
        child.kill("SIGKILL");
      }, ms);
    let hangs = limit(START_MS, "to load the reader");
    child.on("message", (message) => {
      clearTimeout(hangs);
      hangs = limit(LIMIT_MS, "for one input");
      if (typeof message === "string") said = message;
    });
    child.on("exit", (code, signal) => {
      clearTimeout(hangs);
      if (code === 0) return resolve(undefined);
      const how = said ?? `it ended by ${signal ?? `exit code ${code}`}`;
      resolve(
        existsSync(current)
          ? `${how}\n  kept as ${kept(name, seed, current)}`
          : `${how}, before it had an input`,
      );
    });
  });
}

function kept(name: string, seed: number, current: string): string {
  const reader = READERS.find((each) => each.name === name);
  return reader === undefined ? current : keep(reader, `seed-${seed}`, readFileSync(current, "utf8"));
}
