/** Child processes that run tests, each with one request at a time. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { Answer, Request } from "./messages.ts";

export interface Worker extends AsyncDisposable {
  /** @returns undefined when there was no answer in time, or the process ended; the worker is then of no more use. */
  ask(request: Request, limitMs: number): Promise<Answer | undefined>;
}

/** @param on the mutant that is on while the modules load. */
export function startWorker(sources: string, files: readonly string[], on?: number): Worker {
  const child = fork(new URL("worker.ts", import.meta.url), [sources, `${on ?? ""}`, ...files], {
    execArgv: ["--import", "tsx", "--no-experimental-require-module"],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  return {
    ask: (request, limitMs) => ask(child, request, limitMs),
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

function ask(child: ChildProcess, request: Request, limitMs: number): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const finish = (said: Answer | undefined): void => {
      clearTimeout(timer);
      child.off("message", finish).off("exit", onExit);
      resolve(said);
    };
    const onExit = (): void => finish(undefined);
    const timer = setTimeout(onExit, limitMs);
    child.on("message", finish).on("exit", onExit);
    if (child.connected) child.send(request);
    else onExit();
  });
}
