import { needsAttention, type Report } from "../../model/index.ts";
import { duration, reportBrief } from "../../report/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import type { SuiteItem } from "../../suite/index.ts";
import { LiveLine, type ProgressSink, seconds } from "./progress-sink.ts";

/** Ids on the live line. */
const MOST_NAMED = 3;

/**
 * Shows where a suite is. On a terminal: one live line, and a line that stays for each scenario that did not pass.
 * Otherwise a plain line for each scenario.
 */
export class SuiteProgress {
  readonly #sink: ProgressSink;
  readonly #line: LiveLine;
  readonly #total: number;
  readonly #elapsedMs: () => number;
  readonly #said = new Set<string>();
  /** The scenarios of each open session that have no report yet. */
  readonly #sessions = new Set<SuiteItem[]>();
  #done = 0;
  #failed = 0;

  /** @param elapsedMs - time since the suite began. */
  constructor(sink: ProgressSink, total: number, elapsedMs: () => number) {
    this.#sink = sink;
    this.#line = new LiveLine(sink);
    this.#total = total;
    this.#elapsedMs = elapsedMs;
  }

  /** Says something once: every session would repeat it. */
  say(line: string): void {
    if (this.#said.has(line)) return;
    this.#said.add(line);
    this.#line.say(line);
    this.refresh();
  }

  /** A session begins; what is returned is to be told its reports, and that it has ended. */
  begin(items: readonly SuiteItem[]): { report: (report: Report) => void; end: () => void } {
    const left = [...items];
    this.#sessions.add(left);
    this.refresh();
    return {
      report: (report) => {
        const item = left.shift();
        if (item !== undefined) this.#take(item, report);
      },
      end: () => {
        this.#sessions.delete(left);
        this.refresh();
      },
    };
  }

  refresh(): void {
    this.#line.show(`${this.#counts()}${this.#running()}, ${seconds(this.#elapsedMs())}`);
  }

  clear(): void {
    this.#line.clear();
  }

  #take({ id }: SuiteItem, report: Report): void {
    const { verdict, durationMs } = report;
    const isWrong = needsAttention(verdict);
    this.#done += 1;
    if (isWrong) this.#failed += 1;
    const why = isWrong ? `: ${reportBrief(report)}` : "";
    if (isWrong || !this.#sink.isTTY)
      this.#line.say(
        `[${this.#done}/${this.#total}] ${verdict}  ${oneLine(id)}, ${duration(durationMs)}${why}`,
      );
    this.refresh();
  }

  #counts(): string {
    const failed = this.#failed === 0 ? "" : `, ${this.#failed} not passed`;
    return `${this.#done}/${this.#total} done${failed}`;
  }

  #running(): string {
    const ids = [...this.#sessions].flatMap(([first]) => (first === undefined ? [] : oneLine(first.id)));
    if (ids.length === 0) return "";
    const rest = ids.length - MOST_NAMED;
    return `: ${ids.slice(0, MOST_NAMED).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
  }
}
