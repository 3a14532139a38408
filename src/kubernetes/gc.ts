import { systemClock } from "../system/clock.ts";
import { apiServer } from "./api/api-server.ts";
import type { NamespaceObject } from "./api/api-types.ts";
import { type KubeconfigOptions, loadCredentials } from "./api/kubeconfig.ts";
import type { Environment } from "./api/proxy.ts";
import { isSessionOf, RUN_LABEL } from "./objects/run-labels.ts";
import { explainingForbidden } from "./permissions/explain-forbidden.ts";
import { ROLES } from "./permissions/roles.ts";
import { removeNamespaces } from "./removal/remove-namespaces.ts";

export interface GarbageOptions extends KubeconfigOptions {
  /** Only what this run left, in whichever session of it; absent: what every run left, those that still go on included. */
  readonly run?: string;
  readonly timeoutMs?: number;
  readonly environment?: Environment;
}

/**
 * Removes what ended runs left in a cluster; resolves with the names of the namespaces when they are gone.
 *
 * @throws ClusterError that says what remains, and why.
 */
export async function collectGarbage(
  options: GarbageOptions,
  signal: AbortSignal = new AbortController().signal,
): Promise<readonly string[]> {
  const { run, timeoutMs = 120_000, environment = process.env } = options;
  const api = apiServer(loadCredentials(options, environment));
  try {
    const which = ({ metadata }: NamespaceObject) =>
      run === undefined || isSessionOf(run, metadata.labels?.[RUN_LABEL]);
    const attempted = { what: "gc", use: "gc", role: ROLES.own } as const;
    const removed = await explainingForbidden(api, attempted, signal, () =>
      removeNamespaces(api, { which, timeoutMs, clock: systemClock }, signal),
    );
    return removed.map(({ metadata }) => metadata.name);
  } finally {
    api.close();
  }
}
