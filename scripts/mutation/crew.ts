/** Child processes that run tests, each with one request at a time. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { Answer, Request } from "./messages.ts";

export interface Worker extends AsyncDisposable {
  /** False after a request that was not answered. */
  isUsable(): boolean;
  ask(request: Request, limitMs: number): Promise<Answer | "late" | "ended">;
}

/** A mutant that stops the tests from loading ends the worker, with words that nobody needs. */
export function startWorker(sources: string, files: readonly string[], on: number | undefined): Worker {
  const child = fork(new URL("worker.ts", import.meta.url), [sources, `${on ?? ""}`, ...files], {
    execArgv: ["--import", "tsx", "--no-experimental-require-module"],
    stdio: ["ignore", "ignore", on === undefined ? "inherit" : "ignore", "ipc"],
  });
  let usable = true;
  return {
    isUsable: () => usable,
    async ask(request, limitMs) {
      const said = await ask(child, request, limitMs);
      usable = typeof said !== "string";
      return said;
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

function ask(child: ChildProcess, request: Request, limitMs: number): Promise<Answer | "late" | "ended"> {
  return new Promise((resolve) => {
    const finish = (said: Answer | "late" | "ended"): void => {
      clearTimeout(timer);
      child.off("message", finish).off("exit", onExit);
      resolve(said);
    };
    const onExit = (): void => finish("ended");
    const timer = setTimeout(() => finish("late"), limitMs);
    child.on("message", finish).on("exit", onExit);
    if (child.connected) child.send(request);
    else onExit();
  });
}
