import { setMaxListeners } from "node:events";
import { type Cluster, ClusterError } from "./cluster/port.ts";
import { type Measured, Measurements } from "./measure.ts";
import {
  type Capabilities,
  type ClusterFacts,
  type Report,
  type Scenario,
  unmet,
  type World,
} from "./model/index.ts";
import { planScenario } from "./plan/index.ts";
import type { Progress } from "./probe/index.ts";
import { type Settled, settled } from "./settled.ts";
import type { Clock } from "./system/clock.ts";
import { brokenReport, judge, skippedReport } from "./verdict/index.ts";

export interface RunOptions {
  /** Where the scenario came from, for the report. */
  readonly file: string;
  /** Aborting it ends the run early: what was created is removed, and the report says what had been measured. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Wall-clock time, for the report. */
  readonly now: () => Date;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Runs a scenario on a cluster: opens it, measures every step, judges what was seen and removes what was made. A
 * scenario that needs what the cluster lacks is skipped.
 *
 * @throws ClusterError when the cluster could not be opened, changed or cleaned after that.
 */
export async function run(scenario: Scenario, cluster: Cluster, given: RunOptions): Promise<Report> {
  const options = { ...given, signal: sharedSignal(given.signal) };
  const stopwatch = startStopwatch(options);
  const plan = planScenario(scenario);
  const missing = unmet(plan.requires, await cluster.capabilities(options.signal));
  if (missing.length > 0)
    return skippedReport(plan, missing, { ...stopwatch(), ...nowhere(cluster, given.file) });
  const session = await cluster.open(plan, options.signal);
  const measured = await settled(new Measurements(session).carryOut(plan, options));
  const closed = await settled(Promise.resolve(session[Symbol.asyncDispose]()));
  if ("error" in measured) throw bothErrors(measured.error, closed);
  return judgeMeasured(measured.value, closed, { file: given.file, cluster: session.facts, ...stopwatch() });
}

/** One of several scenarios that are run in turn. */
export interface GroupItem {
  readonly file: string;
  readonly scenario: Scenario;
}

export interface GroupOptions<Item extends GroupItem> extends Omit<RunOptions, "file"> {
  /** Called as soon as an item has been judged. */
  readonly onReport: (item: Item, report: Report) => void;
  /** The item to run next, one of the group's; none ends the session. Others may take items of the group meanwhile. */
  readonly next: () => Item | undefined;
}

/** The world of all of them: equal namespaces and pods, and every Service that one of them has. */
function commonWorld(items: readonly GroupItem[]): World | undefined {
  const [first] = items;
  const services = new Map(
    items.flatMap(({ scenario }) => scenario.services.map((each) => [each.ref, each])),
  );
  return first && { ...first.scenario, services: [...services.values()] };
}

/** A session ends after so many plans: pods do not live for ever, and no UDP source port is used twice. */
const PLANS_PER_SESSION = 150;

/**
 * Runs scenarios of equal namespaces and pods one after another, in one session as long as that is sound: the pods are
 * made once, and between scenarios policies and labels are brought back. A scenario in which the cluster fails is
 * reported as unknown.
 *
 * @throws ClusterError when the cluster could not be opened at all, or what was made could not be removed.
 */
export async function runGroup<Item extends GroupItem>(
  items: readonly Item[],
  cluster: Cluster,
  given: GroupOptions<Item>,
): Promise<void> {
  const options = { ...given, signal: sharedSignal(given.signal) };
  const world = commonWorld(items);
  if (world === undefined) return;
  const group = new Group(cluster, world, await cluster.capabilities(options.signal), options);
  try {
    for (let item = options.next(); item !== undefined; item = options.next()) {
      if (options.signal.aborted) return;
      options.onReport(item, await group.run(item));
    }
  } finally {
    await group.close();
  }
}

class Group {
  readonly #cluster: Cluster;
  readonly #world: World;
  readonly #capabilities: Capabilities;
  readonly #options: Omit<RunOptions, "file">;
  #measurements: Measurements | undefined;
  #plansLeft = PLANS_PER_SESSION;

  constructor(cluster: Cluster, world: World, capabilities: Capabilities, options: Omit<RunOptions, "file">) {
    this.#cluster = cluster;
    this.#world = world;
    this.#capabilities = capabilities;
    this.#options = options;
  }

  async run({ file, scenario }: GroupItem): Promise<Report> {
    const stopwatch = startStopwatch(this.#options);
    const plan = planScenario(scenario);
    const elsewhere = () => ({ ...stopwatch(), ...nowhere(this.#cluster, file) });
    const missing = unmet(plan.requires, this.#capabilities);
    if (missing.length > 0) return skippedReport(plan, missing, elsewhere());
    const measurements = await this.#ready();
    const { session } = measurements;
    this.#plansLeft--;
    const measured = await settled(measurements.carryOut(plan, this.#options));
    const isUsable = measurements.canGoOn && this.#plansLeft > 0;
    const closed = await settled(isUsable ? Promise.resolve() : this.close());
    if ("value" in measured)
      return judgeMeasured(measured.value, closed, { file, cluster: session.facts, ...stopwatch() });
    // Anything else is a defect of ours, which must not look like a cluster's.
    if (!(measured.error instanceof ClusterError)) throw measured.error;
    const { message } = bothErrors(measured.error, closed);
    return brokenReport(plan, message, { ...elsewhere(), cluster: session.facts });
  }

  async close(): Promise<void> {
    const session = this.#measurements?.session;
    this.#measurements = undefined;
    await session?.[Symbol.asyncDispose]();
  }

  async #ready(): Promise<Measurements> {
    if (this.#measurements !== undefined) return this.#measurements;
    this.#measurements = new Measurements(await this.#cluster.open(this.#world, this.#options.signal));
    this.#plansLeft = PLANS_PER_SESSION;
    return this.#measurements;
  }
}

/** Every pod listens to the run's signal, which is no leak. */
function sharedSignal(signal: AbortSignal): AbortSignal {
  const shared = AbortSignal.any([signal]);
  setMaxListeners(0, shared);
  return shared;
}

type Times = Pick<Report, "startedAt" | "durationMs">;

/** When something started, and, asked later, how long it took. */
function startStopwatch({ clock, now }: Pick<RunOptions, "clock" | "now">): () => Times {
  const startedMs = clock.now();
  const startedAt = now().toISOString();
  return () => ({ startedAt, durationMs: clock.now() - startedMs });
}

/** The facts of a report when no session was opened. */
function nowhere(cluster: Cluster, file: string): { file: string; cluster: ClusterFacts; diagnoses: [] } {
  return { file, cluster: { kind: cluster.kind, name: cluster.name, nodes: [] }, diagnoses: [] };
}

function judgeMeasured(
  { plan, predicted, record, diagnoses }: Measured,
  closed: Settled<void>,
  facts: Times & { readonly file: string; readonly cluster: ClusterFacts },
): Report {
  const whole = { ...facts, diagnoses };
  return judge(
    plan,
    predicted,
    record,
    "error" in closed ? { ...whole, leftover: closed.error.message } : whole,
  );
}

/** The error of the run, and that of cleaning up after it if there is one too. */
function bothErrors(error: Error, closed: Settled<void>): Error {
  if (!("error" in closed)) return error;
  return new ClusterError(`${error.message}\n${closed.error.message}`, { cause: error });
}
