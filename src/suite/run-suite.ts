import { ClusterError } from "../cluster/port.ts";
import { needsAttention, type Report } from "../model/index.ts";
import { type Group, groupByWorld } from "./group.ts";
import type { SuiteItem } from "./item.ts";
import { heaviestFirst } from "./shard.ts";
import { runSideBySide } from "./side-by-side.ts";
import { worthRepeating } from "./worth-repeating.ts";

/** What became of one scenario: a report, or why there is none, in a sentence. */
export type ItemOutcome =
  | { readonly item: SuiteItem; readonly report: Report }
  | { readonly item: SuiteItem; readonly notRun: string };

/** A scenario that was measured twice, and what it came to first. */
export interface Repeated {
  readonly item: SuiteItem;
  readonly first: Report;
}

/** One outcome for each scenario, in their order; `errors` is what went wrong with the cluster, each sentence once. */
export interface SuiteOutcome {
  readonly outcomes: readonly ItemOutcome[];
  readonly repeated: readonly Repeated[];
  readonly errors: readonly string[];
}

/** What the runner of a group is told, and tells. */
export interface GroupHooks {
  /** Called once for each scenario, in turn. */
  readonly onReport: (item: SuiteItem, report: Report) => void;
  /** The scenario of the group to run next, if there is one left and nothing is to stop. */
  readonly next: () => SuiteItem | undefined;
}

export interface SuiteOptions {
  /** How many sessions there may be at a time. */
  readonly jobs: number;
  /** What opening a session costs, in the unit of `weightOf`: a group gets no more sessions than it weighs as much. */
  readonly openingWeight: number;
  readonly failFast: boolean;
  readonly signal: AbortSignal;
  /**
   * Runs scenarios of a group one after another in one session; no two sessions are at a time in the same lane, a number
   * from 0. Rejects with ClusterError if that is impossible.
   */
  readonly runGroup: (items: readonly SuiteItem[], lane: number, hooks: GroupHooks) => Promise<void>;
}

/** So many groups that could not be run, and none that could, show that the cluster is what is wrong. */
const ENOUGH_ERRORS = 3;

/**
 * Runs a suite, scenarios with equal worlds in one session, sessions side by side. Some that stayed unknown are run once
 * more, alone: what they came to then counts. Nothing is left out silently: what was not run has the reason.
 */
export async function runSuite(items: readonly SuiteItem[], options: SuiteOptions): Promise<SuiteOutcome> {
  const suite = new SuiteInProgress(options);
  const { jobs, openingWeight } = options;
  const sessions = heaviestFirst(groupByWorld(items)).flatMap((group) => {
    const waiting = group.items.map(({ item }) => item);
    const worthwhile = Math.max(1, Math.floor(group.weight / Math.max(1, openingWeight)));
    const count = Math.min(jobs, worthwhile, group.items.length);
    return Array.from({ length: count }, () => ({ group, waiting }));
  });
  await runSideBySide(sessions, {
    jobs,
    shouldStop: () => suite.whyStop() !== undefined,
    run: ({ group, waiting }, lane) => suite.run(group, waiting, lane),
  });
  await suite.repeat(items);
  return suite.outcome(items);
}

class SuiteInProgress {
  readonly #options: SuiteOptions;
  readonly #reports = new Map<string, Report>();
  readonly #repeated: Repeated[] = [];
  readonly #errors = new Map<string, string>();
  #failedGroups = 0;
  #failedItem: string | undefined;
  #defect: { readonly error: unknown } | undefined;

  constructor(options: SuiteOptions) {
    this.#options = options;
  }

  /** Takes scenarios of a group that wait, as other sessions of the group do, until none is left. */
  async run(group: Group, waiting: SuiteItem[], lane: number): Promise<void> {
    if (waiting.length === 0) return;
    const items = group.items.map(({ item }) => item);
    try {
      await this.#options.runGroup(items, lane, {
        onReport: (item, report) => this.#take(item, report),
        next: () => (this.whyStop() === undefined ? waiting.shift() : undefined),
      });
    } catch (error) {
      this.#fail(items, error);
    }
  }

  /** Runs again what may be known when nothing runs beside it. */
  async repeat(items: readonly SuiteItem[]): Promise<void> {
    if (this.whyStop() !== undefined) return;
    const again = worthRepeating(items, ({ id }) => this.#reports.get(id));
    for (const group of groupByWorld(again))
      await this.run(
        group,
        group.items.map(({ item }) => item),
        0,
      );
  }

  /** Why nothing more is to begin, in a sentence. */
  whyStop(): string | undefined {
    if (this.#defect !== undefined) return "netverdict itself failed";
    if (this.#options.signal.aborted) return "the suite was interrupted";
    if (this.#failedItem !== undefined) return `${this.#failedItem} did not pass (--fail-fast)`;
    if (this.#failedGroups >= ENOUGH_ERRORS && this.#reports.size === 0)
      return "the cluster could not be used";
    return undefined;
  }

  /** @throws what was no ClusterError: a defect. */
  outcome(items: readonly SuiteItem[]): SuiteOutcome {
    if (this.#defect !== undefined) throw this.#defect.error;
    return {
      outcomes: items.map((item) => this.#outcomeOf(item)),
      repeated: this.#repeated,
      errors: [...new Set(this.#errors.values())],
    };
  }

  #outcomeOf(item: SuiteItem): ItemOutcome {
    const report = this.#reports.get(item.id);
    if (report !== undefined) return { item, report };
    const notRun = this.#errors.get(item.id) ?? this.whyStop();
    if (notRun === undefined) throw new Error(`${item.id} was neither run nor kept from it`);
    return { item, notRun };
  }

  #take(item: SuiteItem, report: Report): void {
    const first = this.#reports.get(item.id);
    if (first !== undefined) this.#repeated.push({ item, first });
    this.#reports.set(item.id, report);
    if (this.#options.failFast && needsAttention(report.verdict)) this.#failedItem ??= item.id;
  }

  #fail(items: readonly SuiteItem[], error: unknown): void {
    const { signal } = this.#options;
    if (signal.aborted && error === signal.reason) return;
    if (!(error instanceof ClusterError)) {
      this.#defect ??= { error };
      return;
    }
    this.#failedGroups += 1;
    for (const { id } of items) this.#errors.set(id, error.message);
  }
}
