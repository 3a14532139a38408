import { type Cluster, ClusterError } from "../cluster/port.ts";
import { type Capabilities, type Plan, type Report, unmet, type World } from "../model/index.ts";
import { brokenReport, skippedReport } from "../verdict/index.ts";
import { capabilitiesInTime, closeInTime, openInTime } from "./in-time.ts";
import { Measurements } from "./measurements.ts";
import { bothErrors, judgeMeasured, startStopwatch, withoutSession } from "./reporting.ts";
import type { RunOptions } from "./run-options.ts";
import { settled } from "./settled.ts";
import { sharedSignal } from "./shared-signal.ts";

/** One of several scenarios that are run in turn. */
export interface GroupItem {
  readonly file: string;
  readonly plan: Plan;
}

export interface GroupOptions<Item extends GroupItem> extends Omit<RunOptions, "file"> {
  /** Called as soon as an item has been judged. */
  readonly onReport: (item: Item, report: Report) => void;
  /** The item to run next, one of the group's; none ends the session. Others may take items of the group meanwhile. */
  readonly next: () => Item | undefined;
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
  const group = new Group(cluster, world, await capabilitiesInTime(cluster, options), options);
  try {
    for (let item = options.next(); item !== undefined; item = options.next()) {
      if (options.signal.aborted) return;
      options.onReport(item, await group.run(item));
    }
  } finally {
    await group.close();
  }
}

/** The world of all of them: equal namespaces and pods, every Service and as many nodes as one of them has. */
function commonWorld(items: readonly GroupItem[]): World | undefined {
  const [first] = items;
  const services = new Map(items.flatMap(({ plan }) => plan.services.map((each) => [each.ref, each])));
  const nodes = Math.max(...items.map(({ plan }) => plan.nodes ?? 0));
  return first && { ...first.plan, services: [...services.values()], ...(nodes > 0 && { nodes }) };
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

  async run({ file, plan }: GroupItem): Promise<Report> {
    const stopwatch = startStopwatch(this.#options);
    const elsewhere = () => ({ ...stopwatch(), ...withoutSession(this.#cluster, file) });
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
    if (session === undefined) return;
    await closeInTime(session, this.#cluster.limits.closingMs, this.#options.deadlines);
  }

  async #ready(): Promise<Measurements> {
    if (this.#measurements !== undefined) return this.#measurements;
    const session = await openInTime(this.#cluster, this.#world, this.#options);
    this.#measurements = new Measurements(session, this.#cluster.limits);
    this.#plansLeft = PLANS_PER_SESSION;
    return this.#measurements;
  }
}
