import { ClusterError } from "../../cluster/port.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { OwnObject } from "./own-object.ts";
import { remainingFacts } from "./remaining-facts.ts";
import { lostText, type RemovalContext, remainingText } from "./remaining-text.ts";
import { type Removal, removeAll } from "./remove-all.ts";

/**
 * Deletes objects, waits until they are gone, and returns what there was.
 *
 * @throws ClusterError that says what remains, why, and what to do.
 */
export async function removeOrExplain(
  api: ApiServer,
  removal: Removal,
  context: RemovalContext,
  signal: AbortSignal,
): Promise<readonly OwnObject[]> {
  const { objects, remaining } = await removeAll(api, removal, signal);
  if (remaining === undefined) return objects;
  if (remaining.lost !== undefined) throw new ClusterError(lostText(remaining, context));
  throw new ClusterError(remainingText(await remainingFacts(api, remaining), context));
}
