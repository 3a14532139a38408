import { ClusterError } from "../../cluster/port.ts";
import { type Labels, NAMESPACE_NAME_LABEL, type Namespace, type PolicyObject } from "../../model/index.ts";
import { systemClock } from "../../system/clock.ts";
import { gcLine } from "../../system/command-line.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { NamespaceObject } from "../api/api-types.ts";
import { inParallel } from "../api/in-parallel.ts";
import type { Relabelling } from "../objects/relabelling.ts";
import { clearNamespaces } from "./clear-namespaces.ts";
import { claimNamespace } from "./lent-claim.ts";
import { lentFacts, whyNotLent } from "./lent-facts.ts";
import { effective } from "./lent-labels.ts";
import { checkMayLabel, relabel } from "./relabel.ts";
import type { LabelNamespace, RunNamespaces } from "./run-namespaces.ts";
import { selectedNamespaceLabels } from "./selected-labels.ts";

export interface LentSetup {
  readonly api: ApiServer;
  readonly run: string;
  readonly agentSource: string;
  /** All that were lent; the last is for the sentinels. */
  readonly lent: readonly string[];
  readonly removalMs: number;
}

const PARALLEL = 8;

/** Namespaces of the user's: they were empty, and are when the session ends; their labels are given back. */
export class LentNamespaces implements RunNamespaces {
  readonly sentinels: string;
  readonly lent: readonly string[];
  readonly #setup: LentSetup;
  /** The labels that the scenario gives to each that it uses. */
  readonly #declared = new Map<string, Labels>();

  constructor(setup: LentSetup) {
    this.#setup = setup;
    this.lent = setup.lent;
    this.sentinels = setup.lent.at(-1) ?? "";
  }

  async check(namespaces: readonly Namespace[], signal: AbortSignal): Promise<void> {
    const { api } = this.#setup;
    const names = namespaces.map(({ name }) => name);
    const stranger = names.find((name) => !this.lent.includes(name));
    if (stranger !== undefined)
      throw new ClusterError(`no lent namespace is left for '${stranger}': ${this.lent.length} are lent`);
    const facts = await inParallel(names, PARALLEL, (name) => lentFacts(api, name, signal), signal);
    const problems = facts.flatMap((fact) => whyNotLent(fact, this.#gcLine) ?? []);
    if (problems.length > 0)
      throw new ClusterError(["these namespaces cannot be used as lent ones:", ...problems].join("\n  "));
    const changes = facts.flatMap(({ namespace }, index) => {
      const declared = namespaces[index];
      return namespace && declared ? [{ namespace, ...relabellingOf(namespace, declared) }] : [];
    });
    await checkMayLabel(api, changes, signal);
  }

  /** One after the other, in the order of their names: of two sessions that want the same, one gets all. */
  async create(namespaces: readonly Namespace[], signal: AbortSignal): Promise<void> {
    const { api, run, agentSource } = this.#setup;
    const ordered = namespaces.toSorted((one, other) => (one.name < other.name ? -1 : 1));
    for (const { name } of ordered)
      await claimNamespace(api, name, { run, agentSource, gc: this.#gcLine }, signal);
    for (const namespace of ordered) {
      if (namespace.name !== this.sentinels) this.#declared.set(namespace.name, namespace.labels);
      await this.#relabel(namespace.name, (now) => relabellingOf(now, namespace), signal);
    }
  }

  async label({ namespace, set, unset }: LabelNamespace, signal: AbortSignal): Promise<void> {
    await this.#relabel(namespace, () => ({ set, unset }), signal);
    const kept = Object.entries(this.#declared.get(namespace) ?? {}).filter(([key]) => !unset.includes(key));
    this.#declared.set(namespace, { ...Object.fromEntries(kept), ...set });
  }

  /** A label that only the lent namespace has would make the policy mean something else than in the scenario's. */
  async prepareFor(policy: PolicyObject, signal: AbortSignal): Promise<void> {
    const keys = selectedNamespaceLabels(policy).filter((key) => key !== NAMESPACE_NAME_LABEL);
    if (keys.length === 0) return;
    const clear = async ([name, declared]: readonly [string, Labels]) => {
      const unset = keys.filter((key) => !(key in declared));
      await this.#relabel(name, () => ({ set: {}, unset }), signal);
    };
    await inParallel([...this.#declared], PARALLEL, clear, signal);
  }

  async remove(namespace: string, signal: AbortSignal): Promise<void> {
    this.#declared.delete(namespace);
    await this.#clear([namespace], signal);
  }

  async removeAll(signal: AbortSignal): Promise<void> {
    await this.#clear(this.lent, signal);
  }

  async #clear(namespaces: readonly string[], signal: AbortSignal): Promise<void> {
    const { api, run, removalMs: timeoutMs } = this.#setup;
    const isMeant = (session: string) => session === run;
    await clearNamespaces(api, { namespaces, run, isMeant, timeoutMs, clock: systemClock }, signal);
  }

  #relabel(name: string, change: (now: NamespaceObject) => Relabelling, signal: AbortSignal): Promise<void> {
    const { api, run } = this.#setup;
    return relabel(api, { name, run, change }, signal);
  }

  readonly #gcLine = (run: string): string =>
    gcLine(this.#setup.api.credentials, "--namespaces", this.lent.join(","), "--run", run);
}

/** What has to change for a namespace to have the labels that a scenario declares. */
function relabellingOf(now: NamespaceObject, { labels }: Namespace): Relabelling {
  const set = Object.fromEntries(Object.entries(labels).filter(([key]) => key !== NAMESPACE_NAME_LABEL));
  return effective(now, { set, unset: [] });
}
