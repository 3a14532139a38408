import type { Clock } from "../../system/clock.ts";
import { isApiError } from "../api/api-error.ts";
import type { ApiServer } from "../api/api-server.ts";
import { inParallel } from "../api/in-parallel.ts";
import { KINDS_WITHIN, listOwn } from "./list-own.ts";
import type { OwnObject } from "./own-object.ts";
import { removeOrExplain } from "./remove-or-explain.ts";

export interface ObjectRemoval {
  /** Where a run has been; they are not its own, and stay. */
  readonly namespaces: readonly string[];
  /** Whose they are; absent: any run's. */
  readonly run?: string | undefined;
  /** Which of all objects that carry the label of a run; absent: those of the session `run`. */
  readonly which?: (object: OwnObject) => boolean;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/**
 * Deletes what carries the label of a run in namespaces that are not the run's, waits until it is gone, and returns what it
 * deleted. Nothing else there is touched.
 *
 * @throws ClusterError that says what remains, why, and what to do, when the time is over.
 */
export function removeFromNamespaces(
  api: ApiServer,
  { namespaces, run, which, timeoutMs, clock }: ObjectRemoval,
  signal: AbortSignal,
): Promise<readonly OwnObject[]> {
  const list = async (limit: AbortSignal) => {
    const found = await listWithin(api, namespaces, which === undefined ? run : undefined, limit);
    return which === undefined ? found : found.filter(which);
  };
  const context = { cluster: api.credentials, run, namespaces, timeoutMs };
  return removeOrExplain(api, { list, timeoutMs, clock }, context, signal);
}

/** All that runs have made in some namespaces. Secrets count only where they may be listed: a run copies them only on demand. */
export async function listWithin(
  api: ApiServer,
  namespaces: readonly string[],
  run: string | undefined,
  signal: AbortSignal,
): Promise<readonly OwnObject[]> {
  const places = namespaces.flatMap((namespace) => KINDS_WITHIN.map((kind) => ({ namespace, kind })));
  const listed = await inParallel(
    places,
    16,
    async ({ namespace, kind }) => {
      try {
        return await listOwn(api, kind, { namespace, run }, signal);
      } catch (error) {
        if (kind === "Secret" && isApiError(error, 403)) return [];
        throw error;
      }
    },
    signal,
  );
  return listed.flat();
}
