import { ClusterError } from "../cluster/port.ts";
import type { PodRef } from "../model/index.ts";
import { type Clock, systemClock } from "../system/clock.ts";
import { isApiError } from "./api-error.ts";
import type { ApiServer } from "./api-server.ts";
import type { NewObject, PodStatusObject } from "./api-types.ts";
import { awaitPods, PodsNotRunning } from "./await-pods.ts";
import { createObject, isAlreadyExists } from "./create-object.ts";
import { explainMissing } from "./explain-missing.ts";
import { takenText } from "./free-namespaces.ts";
import { inParallel } from "./in-parallel.ts";
import type { Layout } from "./layout.ts";
import { agentConfigMap, copiedSecret, namespaceObject } from "./objects.ts";
import type { Settings } from "./options.ts";
import { podObject } from "./pod-object.ts";
import { readPullSecrets, secretName } from "./pull-secrets.ts";

/** Creations under way at one time. */
const PARALLEL = 16;

/** A namespace's default service account appears a moment after the namespace; longer than this is not a moment. */
const SERVICE_ACCOUNT_LIMIT_MS = 30_000;

/**
 * Creates everything of a layout; resolves with the pods as the cluster shows them, when all of them run.
 *
 * @throws ClusterError that says which object was refused, or which pod did not come, and why.
 */
export async function deploy(
  api: ApiServer,
  layout: Layout,
  settings: Settings,
  signal: AbortSignal,
): Promise<ReadonlyMap<PodRef, PodStatusObject>> {
  const { run, image, agentSource, progress, readyTimeoutMs } = settings;
  const secrets = await readPullSecrets(api, settings.imagePullSecrets, signal);
  progress(`creating ${layout.namespaces.length} namespaces and ${layout.placed.length} pods`);
  const createAll = (objects: readonly NewObject[]) =>
    inParallel(objects, PARALLEL, (object) => create(api, object, systemClock, signal), signal);

  await createAll(layout.namespaces.map((namespace) => namespaceObject(namespace, run)));
  const mounted = layout.namespaces.flatMap(({ name }) => [
    agentConfigMap(name, run, agentSource),
    ...secrets.map((secret) => copiedSecret(secret, name, run)),
  ]);
  await createAll(mounted);
  const podSettings = { run, image, pullSecrets: settings.imagePullSecrets.map(secretName) };
  await createAll(layout.placed.map(({ pod, node }) => podObject(pod, node, podSettings)));

  const pods = layout.placed.map(({ pod }) => pod);
  const wait = { pods, run, timeoutMs: readyTimeoutMs, clock: systemClock };
  try {
    return await awaitPods(api, wait, signal);
  } catch (error) {
    throw error instanceof PodsNotRunning ? await explainMissing(api, error, signal) : error;
  }
}

async function create(api: ApiServer, object: NewObject, clock: Clock, signal: AbortSignal): Promise<void> {
  const started = clock.now();
  for (;;) {
    try {
      await createObject(api, object);
      return;
    } catch (error) {
      if (!lacksServiceAccount(error) || clock.now() - started > SERVICE_ACCOUNT_LIMIT_MS)
        throw refused(object, api.credentials.context, error);
      await clock.wait(100, signal);
    }
  }
}

function lacksServiceAccount(error: unknown): boolean {
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
