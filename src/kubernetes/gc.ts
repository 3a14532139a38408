import { systemClock } from "../system/clock.ts";
import { type ApiServer, apiServer } from "./api/api-server.ts";
import type { LeaseObject } from "./api/api-types.ts";
import { type KubeconfigOptions, loadCredentials } from "./api/kubeconfig.ts";
import type { Environment } from "./api/proxy.ts";
import { type Choice, chooseSessions, type Reason } from "./leftovers/choose-sessions.ts";
import { bySession, type SessionObjects, sessionOf } from "./leftovers/session-objects.ts";
import { clearNamespaces } from "./namespaces/clear-namespaces.ts";
import { explainingForbidden } from "./permissions/explain-forbidden.ts";
import { ROLES } from "./permissions/roles.ts";
import { listOwn } from "./removal/list-own.ts";
import type { OwnObject } from "./removal/own-object.ts";
import { listWithin } from "./removal/remove-from-namespaces.ts";
import { removeNamespaces } from "./removal/remove-namespaces.ts";

export interface GarbageOptions extends KubeconfigOptions, Choice {
  /** Namespaces of the user's in which runs were: what they made there, and nothing else. Absent: the namespaces of runs. */
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
  const sessions = await findSessions(api, options.namespaces, signal);
  const nowMs = api.serverTime();
  const { ended, left } = chooseSessions(sessions, options, nowMs);
  if (!options.dryRun && ended.length > 0) await remove(api, ended, options, signal);
  return {
    removed: ended.map((found) => leftover(found, nowMs)),
    left: left.map(({ found, ...why }) => ({ ...leftover(found, nowMs), ...why })),
  };
}

async function findSessions(
  api: ApiServer,
  namespaces: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<readonly SessionObjects[]> {
  if (namespaces === undefined) {
    // In this order: a session that begins in between has its Lease before most of its namespaces.
    const found = await listOwn(api, "Namespace", {}, signal);
    return bySession(found, await listOwn<LeaseObject>(api, "Lease", {}, signal));
  }
  const found = await listWithin(api, namespaces, undefined, signal);
  return bySession(
    found,
    found.filter(({ kind }) => kind === "Lease"),
  );
}

async function remove(
  api: ApiServer,
  ended: readonly SessionObjects[],
  { run, namespaces, timeoutMs = 120_000 }: GarbageOptions,
  signal: AbortSignal,
): Promise<void> {
  const sessions = new Set(ended.map(({ session }) => session));
  const removal = { run, timeoutMs, clock: systemClock };
  const which = (object: OwnObject) => sessions.has(sessionOf(object));
  const isMeant = (session: string) => sessions.has(session);
  await (namespaces === undefined
    ? removeNamespaces(api, { ...removal, which }, signal)
    : clearNamespaces(api, { ...removal, namespaces, isMeant }, signal));
}

function leftover({ session, objects, bornMs }: SessionObjects, nowMs: number): Leftover {
  return { session, ageMs: Math.max(0, nowMs - bornMs), objects: objects.map(nameOf) };
}

function nameOf({ kind, metadata: { name, namespace } }: OwnObject): string {
  return kind === "Namespace" ? `namespace ${name}` : `${kind} ${namespace}/${name}`;
}
