import { ClusterError } from "../cluster/port.ts";
import { systemClock } from "../system/clock.ts";
import { type ApiServer, apiServer } from "./api/api-server.ts";
import { type KubeconfigOptions, loadCredentials } from "./api/kubeconfig.ts";
import type { Environment } from "./api/proxy.ts";
import { type Choice, chooseSessions, type Reason } from "./leftovers/choose-sessions.ts";
import { findSessions, findSessionsWithin } from "./leftovers/find-sessions.ts";
import { type SessionObjects, sessionOf } from "./leftovers/session-objects.ts";
import { clearNamespaces } from "./namespaces/clear-namespaces.ts";
import { explainingForbidden } from "./permissions/explain-forbidden.ts";
import { ROLES } from "./permissions/roles.ts";
import type { OwnObject } from "./removal/own-object.ts";
import { removeNamespaces } from "./removal/remove-namespaces.ts";

export interface GarbageOptions extends KubeconfigOptions, Choice {
  /**
   * Namespaces of the user's in which runs were: what they made there, and nothing else. Absent: the namespaces of runs, and what
   * runs made in those that are marked as lent.
   */
  readonly namespaces?: readonly string[];
  /** Only says what would be removed. */
  readonly dryRun?: boolean;
  readonly timeoutMs?: number;
  readonly environment?: Environment;
}

/** What there was of one session of a run. */
export interface Leftover {
  readonly session: string;
  readonly ageMs: number;
  /** `namespace x`, `Pod x/a`. */
  readonly objects: readonly string[];
}

export interface Garbage {
  /** Gone now, or what would go in a dry run. */
  readonly removed: readonly Leftover[];
  readonly left: readonly (Leftover & Reason)[];
  /** Lent namespaces in which nobody could look, for lack of rights. */
  readonly unseen: readonly string[];
}

/**
 * Removes what ended runs left in a cluster; resolves when it is gone. Runs that are alive are left alone unless `alive`.
 *
 * @throws ClusterError that says what remains, why, and what to do.
 */
export async function collectGarbage(
  options: GarbageOptions,
  signal: AbortSignal = new AbortController().signal,
): Promise<Garbage> {
  const { environment = process.env, namespaces } = options;
  const api = apiServer(loadCredentials(options, environment));
  const attempted =
    namespaces === undefined
      ? ({ what: "gc", use: "gc", role: ROLES.own } as const)
      : ({ what: "gc", use: "gc-lent", role: ROLES.lent, namespaces } as const);
  try {
    return await explainingForbidden(api, attempted, signal, () => collect(api, options, signal));
  } finally {
    api.close();
  }
}

async function collect(api: ApiServer, options: GarbageOptions, signal: AbortSignal): Promise<Garbage> {
  const { namespaces } = options;
  const { sessions, unseen } = await (namespaces === undefined
    ? findSessions(api, signal)
    : findSessionsWithin(api, namespaces, signal));
  const nowMs = api.serverTime();
  const { ended, left } = chooseSessions(sessions, options, nowMs);
  if (!options.dryRun && ended.length > 0) await remove(api, ended, options, signal);
  return {
    removed: ended.map((found) => leftover(found, nowMs)),
    left: left.map(({ found, ...why }) => ({ ...leftover(found, nowMs), ...why })),
    unseen,
  };
}

/** In the namespaces of runs and in lent ones side by side: what does not go in some keeps nothing in others. */
async function remove(
  api: ApiServer,
  ended: readonly SessionObjects[],
  { run, namespaces, timeoutMs = 120_000 }: GarbageOptions,
  signal: AbortSignal,
): Promise<void> {
  const sessions = new Set(ended.map(({ session }) => session));
  const objects = ended.flatMap((found) => found.objects);
  const removal = { run, timeoutMs, clock: systemClock };
  const which = (object: OwnObject) => sessions.has(sessionOf(object));
  const isMeant = (session: string) => sessions.has(session);
  const lent = namespaces ?? placesOf(objects);
  const own = namespaces === undefined && objects.some(({ kind }) => kind === "Namespace");
  const outcomes = await Promise.allSettled([
    ...(own ? [removeNamespaces(api, { ...removal, which }, signal)] : []),
    ...(lent.length === 0 ? [] : [clearNamespaces(api, { ...removal, namespaces: lent, isMeant }, signal)]),
  ]);
  const errors = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  if (errors.length > 1) throw bothOf(errors);
  for (const error of errors) throw error;
}

/** The namespaces that objects are in. */
function placesOf(objects: readonly OwnObject[]): readonly string[] {
  return [...new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []))];
}

function bothOf(errors: readonly Error[]): ClusterError {
  const cause = new AggregateError(errors);
  return new ClusterError(errors.map(({ message }) => message).join("\nand: "), { cause });
}

function leftover({ session, objects, bornMs }: SessionObjects, nowMs: number): Leftover {
  return { session, ageMs: Math.max(0, nowMs - bornMs), objects: objects.map(nameOf) };
}

function nameOf({ kind, metadata: { name, namespace } }: OwnObject): string {
  return kind === "Namespace" ? `namespace ${name}` : `${kind} ${namespace}/${name}`;
}
