import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import type { Verdict } from "../../src/model/index.ts";
import type { Findings } from "./findings.ts";

/** What was measured of one scenario with packets. `fault` is absent of the faultless run. */
export interface ScenarioResult {
  readonly part: "scenario";
  readonly fault?: string;
  readonly scenario: string;
  readonly verdict: Verdict;
  readonly rounds: number;
  readonly sentence: string;
}

/** What a suite came to: simulated or with packets under a fault, or in one of the clean runs. */
export interface SuiteResult extends Findings {
  readonly part: "simulated" | "packets" | "clean";
  readonly fault?: string;
  readonly suite: string;
}

/** How often a fault of some amount was found by one scenario. */
export interface AmountResult {
  readonly part: "amount";
  readonly fault: string;
  readonly scenario: string;
  readonly runs: number;
  readonly found: number;
  readonly unknown: number;
}

export type Result = ScenarioResult | SuiteResult | AmountResult;

/** A measurement by its name, and how to make it. */
export interface Job {
  readonly name: string;
  readonly run: () => Promise<Result>;
}

/** Results in a file, a line of JSON each, so that an interrupted run goes on where it was. */
export class Results {
  readonly #file: string;
  readonly #byJob = new Map<string, Result>();

  /** @param isFresh - forgets what the file holds. */
  constructor(file: string, isFresh: boolean) {
    this.#file = file;
    if (isFresh) rmSync(file, { force: true });
    mkdirSync(dirname(file), { recursive: true });
    this.reload();
  }

  /** Reads what other shards have written as well. A last line that was cut off is measured again. */
  reload(): void {
    const text = existsSync(this.#file) ? readFileSync(this.#file, "utf8") : "";
    for (const line of text.slice(0, text.lastIndexOf("\n") + 1).split("\n")) {
      if (line === "") continue;
      const { job, result }: { job: string; result: Result } = JSON.parse(line);
      this.#byJob.set(job, result);
    }
  }

  get(job: string): Result | undefined {
    return this.#byJob.get(job);
  }

  add(job: string, result: Result): void {
    this.#byJob.set(job, result);
    appendFileSync(this.#file, `${JSON.stringify({ job, result })}\n`);
  }

  all(): readonly Result[] {
    return [...this.#byJob.values()];
  }
}
