import { isApiError } from "../api/api-error.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { NodeObject } from "../api/api-types.ts";
import { scoutNodes } from "../hosts/scout-nodes.ts";
import { findNodes } from "../nodes/find-nodes.ts";
import { secretName } from "../objects/pull-secrets.ts";
import { lentOf, type Settings } from "../options.ts";

export type NodeSearch = (
  api: ApiServer,
  settings: Settings,
  signal: AbortSignal,
) => Promise<readonly NodeObject[]>;

/** Finds the nodes that take pods: by the list of nodes or, in lent namespaces where that may not be read, by scouts, and once. */
export function nodeSearch(): NodeSearch {
  let scouted: readonly NodeObject[] | undefined;
  return async (api, settings, signal) => {
    const namespace = lentOf(settings)?.at(-1);
    if (namespace === undefined) return findNodes(api, settings.nodeSelector, signal);
    if (scouted !== undefined) return scouted;
    try {
      return await findNodes(api, settings.nodeSelector, signal);
    } catch (error) {
      if (!isApiError(error, 403)) throw error;
    }
    scouted = await scoutNodes(api, scoutingOf(settings, namespace), signal);
    return scouted;
  };
}

function scoutingOf(settings: Settings, namespace: string) {
  const { run, image, imagePullSecrets, nodeSelector, readyTimeoutMs: timeoutMs, limits } = settings;
  const pullSecrets = imagePullSecrets.map(secretName);
  return { run, image, pullSecrets, namespace, nodeSelector, timeoutMs, removalMs: limits.removalMs };
}
