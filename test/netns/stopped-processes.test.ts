import assert from "node:assert/strict";
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { markedProcesses } from "./marked-processes.ts";
import { needsBox } from "./needs-box.ts";
import { until } from "./until.ts";

const PROGRAM = fileURLToPath(new URL("./opens-and-waits.ts", import.meta.url));

type Run = ChildProcessByStdio<Writable, Readable, Readable>;

/** What is stopped: processes whose command begins so. */
const victims: readonly { readonly name: string; readonly command: RegExp }[] = [
  { name: "an agent", command: /^\S*node \S*agent\.mjs .*"x\/a"/ },
  { name: "the nsenter of an agent", command: /nsenter .*"x\/a"/ },
  { name: "the DNS server", command: /^\S*node \S*dns\.mjs/ },
  { name: "the shell in the box", command: /^sh/ },
  { name: "the unshare of the box", command: /^unshare/ },
];

const endings: readonly { readonly name: string; readonly end: (run: Run) => void }[] = [
  { name: "is closed", end: (run) => run.stdin.end() },
  { name: "loses its process", end: (run) => run.kill("SIGKILL") },
];

describe("a local cluster with a process that was stopped (SIGSTOP)", () => {
  let run: Run | undefined;
  before(needsBox);
  afterEach(() => run?.kill("SIGKILL"));

  victims.forEach(({ name, command }, victimIndex) => {
    endings.forEach(({ name: ending, end }, endingIndex) => {
      it(`leaves nothing behind when it ${ending}: ${name}`, async () => {
        const marker = `/netverdict-stopped-${process.pid}-${victimIndex}-${endingIndex}`;
        run = open(marker);
        const ended = once(run, "exit");
        await said(run, "open");
        const stopped = markedProcesses(marker).filter((each) => command.test(each.command));
        assert.ok(stopped.length > 0, `no such process: ${JSON.stringify(markedProcesses(marker))}`);
        for (const { pid } of stopped) process.kill(pid, "SIGSTOP");
        end(run);
        await ended;
        await until(
          () => markedProcesses(marker).length === 0,
          () => `there is still ${JSON.stringify(markedProcesses(marker))}`,
        );
      });
    });
  });

  /** Every process of the run has the marker in its environment: its search path begins with it. */
  function open(marker: string): Run {
    return spawn(process.execPath, ["--import=tsx", PROGRAM], {
      env: { PATH: `${marker}:${process.env.PATH}` },
      stdio: ["pipe", "pipe", "pipe"],
    });
  }
});

async function said(run: Run, word: string): Promise<void> {
  let text = "";
  for (const stream of [run.stdout, run.stderr]) {
    stream.setEncoding("utf8").on("data", (piece: string) => {
      text += piece;
    });
  }
  await until(
    () => text.includes(word),
    () => `it has not said '${word}' but '${text}'`,
  );
}
