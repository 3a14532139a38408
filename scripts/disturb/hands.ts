import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { systemClock } from "../../src/system/clock.ts";
import { isStill, type Process } from "./processes.ts";
import type { Trial } from "./trial.ts";

/** What has been done to a run so far, and how to take it back. */
export interface Struck {
  /** Resolves when a victim that is held for a time has been let go. */
  readonly over: Promise<void>;
  /** Ends what was started beside the run. */
  release(): void;
}

/** Does to a victim what a trial says. `main` is killed with a victim that becomes an orphan. */
export function strike({ hand, heldMs }: Trial, victim: Process, main: Process): Struck {
  switch (hand) {
    case "stop":
      return once(() => signal(victim, "SIGSTOP"));
    case "kill":
      return once(() => signal(victim, "SIGKILL"));
    case "terminate":
      return once(() => signal(victim, "SIGTERM"));
    case "orphan":
      return once(() => {
        signal(victim, "SIGSTOP");
        signal(main, "SIGKILL");
      });
    case "pause":
      return pause(victim, heldMs);
    case "starve":
      return starve(victim, heldMs);
  }
}

/** Nothing is sent to a later process of the same number. */
export function signal(process_: Process, name: NodeJS.Signals): void {
  if (!isStill(process_)) return;
  try {
    process.kill(process_.pid, name);
  } catch (error) {
    // It has ended in between.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

function once(act: () => void): Struck {
  act();
  return { over: Promise.resolve(), release: () => undefined };
}

function pause(victim: Process, heldMs: number): Struck {
  signal(victim, "SIGSTOP");
  const over = systemClock.wait(heldMs).then(() => signal(victim, "SIGCONT"));
  return { over, release: () => undefined };
}

/** The victim only gets what is left of one processor, on which two loops run. */
function starve(victim: Process, heldMs: number): Struck {
  const processor = `${victim.pid % 2}`;
  attempt("chrt", ["--idle", "--all-tasks", "--pid", "0", `${victim.pid}`]);
  attempt("taskset", ["--all-tasks", "--cpu-list", "--pid", processor, `${victim.pid}`]);
  const loops = [1, 2].map(() =>
    spawn("taskset", ["--cpu-list", processor, "sh", "-c", "while :; do :; done"], { stdio: "ignore" }),
  );
  const release = () => loops.forEach(end);
  const over = systemClock.wait(heldMs).then(() => {
    release();
    attempt("chrt", ["--other", "--all-tasks", "--pid", "0", `${victim.pid}`]);
  });
  return { over, release };
}

/** A victim that has ended meanwhile is none. */
function attempt(program: string, args: readonly string[]): void {
  try {
    execFileSync(program, args, { stdio: "ignore" });
  } catch (error) {
    if (!(error instanceof Error && "status" in error && error.status !== null)) throw error;
  }
}

function end(loop: ChildProcess): void {
  loop.kill("SIGKILL");
}
