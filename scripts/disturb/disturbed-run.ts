import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { JsonReport } from "./verdicts.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const CLI = join(ROOT, "dist/netverdict.js");
const REPORT = "report.json";

/** How a run ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly elapsedMs: number;
}

/** The built command, as a user runs it; everything that it starts can be told by a marker. */
export class NetverdictRun implements Disposable {
  readonly marker: string;
  /** For its temporary files and its report. */
  readonly folder = mkdtempSync(join(tmpdir(), "netverdict-disturbed-"));
  readonly ended: Promise<Ending>;
  readonly #child: ChildProcess;
  #stdout = "";
  #stderr = "";
  #isOver = false;

  constructor(scenario: string, name: string, args: readonly string[] = []) {
    this.marker = `/netverdict-disturbed-${process.pid}-${name}`;
    const startedMs = performance.now();
    this.#child = spawn(
      process.execPath,
      [CLI, "run", scenario, ...args, "--report", `json=${join(this.folder, REPORT)}`],
      {
        cwd: ROOT,
        env: { ...process.env, CI: "true", PATH: `${this.marker}:${process.env.PATH}`, TMPDIR: this.folder },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    this.#child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      this.#stdout += text;
    });
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr += text;
    });
    this.ended = new Promise((resolve) =>
      this.#child.once("exit", (code, signal) => {
        this.#isOver = true;
        resolve({ code, signal, elapsedMs: performance.now() - startedMs });
      }),
    );
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  get stdout(): string {
    return this.#stdout;
  }

  get stderr(): string {
    return this.#stderr;
  }

  /** What it is to leave in its folder. */
  get expectedFiles(): readonly string[] {
    return [REPORT];
  }

  /** Its report, if it wrote one whole. */
  report(): JsonReport | undefined {
    const file = join(this.folder, REPORT);
    if (!existsSync(file)) return undefined;
    const text = readFileSync(file, "utf8");
    return text === "" ? undefined : JSON.parse(text);
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** When a run of a scenario has ended at the latest, as netverdict itself says. */
export async function statedDeadlineMs(scenario: string): Promise<number> {
  const child = spawn(process.execPath, [CLI, "run", scenario, "--list"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  for await (const piece of child.stdout.setEncoding("utf8")) text += piece;
  const [, seconds] = text.match(/ends within (\d+) s at the latest/) ?? [];
  if (seconds === undefined) throw new Error(`no deadline in: ${text}`);
  return Number(seconds) * 1000;
}
