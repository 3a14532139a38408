import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
export const CLI = join(ROOT, "dist/netverdict.js");

/** How a command ended and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves once stderr has said something that matches; rejects if the command ends before. */
  said(pattern: RegExp): Promise<void>;
}

/** Starts the built command as a user would, from the root of the project. */
export function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  const child = spawn(process.execPath, [CLI, ...args], { cwd: ROOT, env: { ...process.env, ...env } });
  const output = { stdout: "", stderr: "" };
  const listeners = new Set<() => void>();
  child.stdout.setEncoding("utf8").on("data", (text) => {
    output.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    output.stderr += text;
    for (const listener of listeners) listener();
  });
  const ended = new Promise<Ended>((resolve) => child.once("close", (code) => resolve({ code, ...output })));
  return { child, ended, said: (pattern) => said(pattern, output, listeners, ended) };
}

function said(
  pattern: RegExp,
  output: { readonly stderr: string },
  listeners: Set<() => void>,
  ended: Promise<Ended>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (!pattern.test(output.stderr)) return;
      listeners.delete(look);
      resolve();
    };
    listeners.add(look);
    look();
    void ended.then(({ code }) =>
      reject(new Error(`ended with ${code} before it said ${pattern}: ${output.stderr}`)),
    );
  });
}

export function netverdict(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return start(args, env).ended;
}

/** The parts of a JSON report that tests look at. */
export interface JsonReport {
  readonly verdict: string;
  readonly enforcement: string;
  readonly findings: readonly string[];
  readonly steps: readonly { readonly name: string; readonly cells: readonly JsonCell[] }[];
}

export interface JsonCell {
  readonly flow: {
    readonly source: string;
    readonly target: string;
    readonly port: number;
    readonly protocol: string;
  };
  readonly expected: string;
  readonly observed: { readonly outcome: string; readonly detail?: string };
  readonly predicted: { readonly allowed: boolean };
  readonly verdict: string;
}

/** Runs a scenario and returns its JSON report beside how the command ended. */
export async function runForReport(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Ended & { report: JsonReport }> {
  const folder = mkdtempSync(join(tmpdir(), "netverdict-e2e-"));
  try {
    const file = join(folder, "report.json");
    const ended = await netverdict(["run", ...args, "--report", `json=${file}`], env);
    return { ...ended, report: existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
