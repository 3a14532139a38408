import { fewNames, needsAttention, type Report, type Verdict } from "../../model/index.ts";
import { duration, reportBrief } from "../../report/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import type { SuiteItem } from "../../suite/index.ts";
import { LiveLine, type ProgressSink, seconds } from "./progress-sink.ts";

/** What a session of a suite tells. Sessions of one group take its scenarios as they get to them. */
export interface SessionProgress {
  running(item: SuiteItem): void;
  report(item: SuiteItem, report: Report): void;
  end(): void;
}

/**
 * Shows where a suite is. On a terminal: one live line, and a line that stays for each scenario that did not pass.
 * Otherwise a plain line for each scenario.
 */
export class SuiteProgress {
  readonly #sink: ProgressSink;
  readonly #line: LiveLine;
  readonly #total: number;
  readonly #elapsedMs: () => number;
  readonly #shown = new Set<string>();
  /** The open sessions, each with the scenario that it is about. */
  readonly #sessions = new Set<{ readonly running?: SuiteItem }>();
  /** The last verdict of each scenario that has one. */
  readonly #verdicts = new Map<string, Verdict>();

  /** @param elapsedMs - time since the suite began. */
  constructor(sink: ProgressSink, total: number, elapsedMs: () => number) {
    this.#sink = sink;
    this.#line = new LiveLine(sink);
    this.#total = total;
    this.#elapsedMs = elapsedMs;
  }

  /** Says something once: every session would repeat it. */
  say(line: string): void {
    if (this.#shown.has(line)) return;
    this.#shown.add(line);
    this.#line.say(line);
    this.refresh();
  }

  /** A session begins, which tells what it runs, what came of it, and that it has ended. */
  begin(): SessionProgress {
    const session: { running?: SuiteItem } = {};
    this.#sessions.add(session);
    return {
      running: (item) => {
        session.running = item;
        this.refresh();
      },
      report: (item, report) => {
        delete session.running;
        this.#take(item, report);
      },
      end: () => {
        this.#sessions.delete(session);
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
    const again = this.#verdicts.has(id) ? ", once more" : "";
    this.#verdicts.set(id, verdict);
    const why = isWrong ? `: ${reportBrief(report)}` : "";
    if (isWrong || again !== "" || !this.#sink.isTTY)
      this.#line.say(
        `[${this.#verdicts.size}/${this.#total}] ${verdict}  ${oneLine(id)}${again}, ${duration(durationMs)}${why}`,
      );
    this.refresh();
  }

  #counts(): string {
    const wrong = [...this.#verdicts.values()].filter(needsAttention).length;
    const failed = wrong === 0 ? "" : `, ${wrong} not passed`;
    return `${this.#verdicts.size}/${this.#total} done${failed}`;
  }

  #running(): string {
    const ids = [...this.#sessions].flatMap(({ running }) =>
      running === undefined ? [] : oneLine(running.id),
    );
    if (ids.length === 0) return "";
    return `: ${fewNames(ids)}`;
  }
}
