import type { Namespace } from "../../model/index.ts";
import { systemClock } from "../../system/clock.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { NamespaceObject } from "../api/api-types.ts";
import { applyChange } from "../changes/apply-change.ts";
import { createNamespaces, type NamespaceContents } from "../objects/create-namespaces.ts";
import { checkNamespacesFree } from "../objects/free-namespaces.ts";
import { sentinelNamespaceName } from "../objects/run-labels.ts";
import { removeNamespaces } from "../removal/remove-namespaces.ts";
import type { LabelNamespace, RunNamespaces } from "./run-namespaces.ts";

/** Namespaces that a session makes, under the names of the scenario, and removes. */
export class OwnNamespaces implements RunNamespaces {
  readonly sentinels: string;
  readonly lent = undefined;
  readonly #api: ApiServer;
  readonly #contents: NamespaceContents;
  readonly #limits: { readonly timeoutMs: number; readonly clock: typeof systemClock };

  constructor(api: ApiServer, contents: NamespaceContents, removalMs: number) {
    this.sentinels = sentinelNamespaceName(contents.run);
    this.#api = api;
    this.#contents = contents;
    this.#limits = { timeoutMs: removalMs, clock: systemClock };
  }

  check(namespaces: readonly Namespace[], signal: AbortSignal): Promise<void> {
    const names = namespaces.map(({ name }) => name);
    return checkNamespacesFree(this.#api, names, signal);
  }

  create(namespaces: readonly Namespace[], signal: AbortSignal): Promise<void> {
    return createNamespaces(this.#api, namespaces, this.#contents, signal);
  }

  label(change: LabelNamespace, signal: AbortSignal): Promise<void> {
    return applyChange(this.#api, change, this.#contents.run, signal);
  }

  /** They have the labels that the scenario declares. */
  async prepareFor(): Promise<void> {}

  async remove(namespace: string, signal: AbortSignal): Promise<void> {
    const which = ({ metadata }: NamespaceObject) => metadata.name === namespace;
    await removeNamespaces(this.#api, { run: this.#contents.run, which, ...this.#limits }, signal);
  }

  async removeAll(signal: AbortSignal): Promise<void> {
    await removeNamespaces(this.#api, { run: this.#contents.run, ...this.#limits }, signal);
  }
}
