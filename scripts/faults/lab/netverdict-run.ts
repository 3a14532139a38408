import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Report } from "../../../src/model/index.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const CLI = join(ROOT, "dist/netverdict.js");

export interface RunRequest {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly reportFile: string;
  /** A run that has not ended then is killed. */
  readonly limitMs: number;
}

/** A run as its user sees it. */
export interface RunOfCommand {
  readonly pid: number;
  /** Resolves when the run has said it; with false when it ends before. */
  said(pattern: RegExp): Promise<boolean>;
  readonly ended: Promise<EndedRun>;
}

export interface EndedRun {
  /** Null if it had to be killed. */
  readonly exitCode: number | null;
  readonly output: string;
  readonly seconds: number;
  readonly report: Report | undefined;
}

/** Starts the built command. */
export function startRun({ args, environment, reportFile, limitMs }: RunRequest): RunOfCommand {
  const started = performance.now();
  const env = { ...process.env, CI: "true", NO_COLOR: "1", ...environment };
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), limitMs);
  let output = "";
  const look = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      for (const each of look) each();
    });
  const ended = new Promise<EndedRun>((resolve) =>
    child.once("close", (exitCode) => {
      clearTimeout(timer);
      const seconds = (performance.now() - started) / 1000;
      resolve({ exitCode, output, seconds, report: reportIn(reportFile) });
      for (const each of look) each();
    }),
  );
  const said = (pattern: RegExp) =>
    new Promise<boolean>((resolve) => {
      const check = () => {
        if (pattern.test(output)) resolve(true);
        else if (child.exitCode !== null || child.signalCode !== null) resolve(false);
      };
      look.add(check);
      check();
    });
  return { pid: child.pid ?? 0, said, ended };
}

function reportIn(file: string): Report | undefined {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}
