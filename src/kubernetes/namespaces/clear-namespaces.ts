import type { Clock } from "../../system/clock.ts";
import type { ApiServer } from "../api/api-server.ts";
import { inParallel } from "../api/in-parallel.ts";
import { mergePatch } from "../api/merge-patch.ts";
import { orAbsent } from "../api/or-absent.ts";
import { namespacePath } from "../api/paths.ts";
import { readNamespace } from "../objects/read-namespace.ts";
import { RUN_LABEL } from "../objects/run-labels.ts";
import type { OwnObject } from "../removal/own-object.ts";
import { removeFromNamespaces } from "../removal/remove-from-namespaces.ts";
import { restoringPatch } from "./lent-labels.ts";

export interface Clearing {
  /** The lent namespaces. */
  readonly namespaces: readonly string[];
  /** Whether what carries this session's label is to go. */
  readonly isMeant: (session: string) => boolean;
  /** The run, for the line that tells how to try again. */
  readonly run?: string | undefined;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/** By these a session holds a namespace for itself: the next one may come only when all else is as it was. */
const HOLDING: readonly string[] = ["ConfigMap", "Lease"];

/**
 * Ends what sessions have made in lent namespaces, gives them back their labels, and lets go of them; resolves with what was
 * removed.
 *
 * @throws ClusterError that says what remains, and why.
 */
export async function clearNamespaces(
  api: ApiServer,
  { namespaces, isMeant, run, timeoutMs, clock }: Clearing,
  signal: AbortSignal,
): Promise<readonly OwnObject[]> {
  const ours = ({ metadata }: OwnObject) => isMeant(metadata.labels?.[RUN_LABEL] ?? "");
  const removal = { namespaces, run, timeoutMs, clock };
  const contents = (object: OwnObject) => ours(object) && !HOLDING.includes(object.kind);
  const removed = await removeFromNamespaces(api, { ...removal, which: contents }, signal);
  await inParallel(namespaces, 8, (name) => restoreLabels(api, name, isMeant, signal), signal);
  const holding = await removeFromNamespaces(api, { ...removal, which: ours }, signal);
  return [...removed, ...holding];
}

async function restoreLabels(
  api: ApiServer,
  name: string,
  isMeant: (session: string) => boolean,
  signal: AbortSignal,
): Promise<void> {
  const namespace = await readNamespace(api, name, signal);
  const body = namespace === undefined ? undefined : restoringPatch(namespace, isMeant);
  if (body === undefined) return;
  await orAbsent(api.text(mergePatch(namespacePath(name), body), signal));
}
