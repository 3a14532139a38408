import { ClusterError } from "../../cluster/port.ts";
import { type Clock, systemClock } from "../../system/clock.ts";
import { isApiError } from "../api/api-error.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { ApiObject, NewObject } from "../api/api-types.ts";
import { inParallel } from "../api/in-parallel.ts";
import { createObject, isAlreadyExists } from "./create-object.ts";
import { takenText } from "./free-namespaces.ts";

/** Creations under way at one time. */
const PARALLEL = 16;

/** What passes in a moment is waited for; longer than this is not a moment. */
const MOMENT_LIMIT_MS = 30_000;

/**
 * Creates objects that do not depend on each other; resolves with them, in order.
 *
 * @throws ClusterError that says which object was refused, and why.
 */
export function createObjects(
  api: ApiServer,
  objects: readonly NewObject[],
  signal: AbortSignal,
): Promise<readonly ApiObject[]> {
  return inParallel(objects, PARALLEL, (object) => create(api, object, systemClock, signal), signal);
}

async function create(
  api: ApiServer,
  object: NewObject,
  clock: Clock,
  signal: AbortSignal,
): Promise<ApiObject> {
  const started = clock.now();
  for (;;) {
    try {
      return await createObject(api, object);
    } catch (error) {
      if (!isMomentary(error) || clock.now() - started > MOMENT_LIMIT_MS)
        throw refused(object, api.credentials.context, error);
      await clock.wait(100, signal);
    }
  }
}

/**
 * A namespace's default service account appears a moment after the namespace; and pods that are created at one time may compete
 * for a quota's counter.
 */
function isMomentary(error: unknown): boolean {
  if (isApiError(error, 409)) return error.reason === "Conflict";
  return isApiError(error, 403) && /service ?account .*not found/i.test(error.message);
}

function refused(object: NewObject, context: string, error: unknown): unknown {
  if (!(error instanceof ClusterError)) return error;
  const { name, namespace } = object.metadata;
  const ref = namespace === undefined ? name : `${namespace}/${name}`;
  const taken =
    object.kind === "Namespace" && isAlreadyExists(error) ? takenText(object, context) : undefined;
  return new ClusterError(`could not create ${object.kind} ${ref}: ${taken ?? error.message}`, {
    cause: error,
  });
}
