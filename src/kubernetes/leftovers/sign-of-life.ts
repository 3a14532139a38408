import type { LeaseObject } from "../api/api-types.ts";
import { POD_DEADLINE_SECONDS } from "../objects/pod-object.ts";
import { sentinelNamespaceName } from "../objects/run-labels.ts";
import { ageText } from "./age-text.ts";
import type { SessionObjects } from "./session-objects.ts";

/** A session's first namespace may have to wait so long for its Lease. */
const BEGINNING_MS = 60_000;

/**
 * Why a session has to be taken for alive, in a sentence; undefined if it has ended. Times are the API server's: those of this
 * machine and of the run's may differ.
 */
export function signOfLife(session: SessionObjects, nowMs: number): string | undefined {
  return session.lease === undefined ? withoutLease(session, nowMs) : byLease(session.lease, nowMs);
}

function byLease({ spec }: LeaseObject, nowMs: number): string | undefined {
  const { holderIdentity, leaseDurationSeconds = 0, renewTime } = spec ?? {};
  if (!holderIdentity || !renewTime) return undefined;
  const sinceMs = nowMs - Date.parse(renewTime);
  if (sinceMs > leaseDurationSeconds * 1000) return undefined;
  return sinceMs < 0
    ? `it is alive: it renewed its Lease at ${renewTime}`
    : `it is alive: it renewed its Lease ${ageText(sinceMs)} ago`;
}

/** Of an older version, or one that could not have a Lease: its pods end by themselves, and no run outlives them. */
function withoutLease({ session, objects, bornMs }: SessionObjects, nowMs: number): string | undefined {
  const ageMs = nowMs - bornMs;
  const isBeginning = objects.every(({ metadata }) => metadata.name === sentinelNamespaceName(session));
  const limitMs = isBeginning ? BEGINNING_MS : POD_DEADLINE_SECONDS * 1000;
  if (ageMs > limitMs || objects.every(isEnding)) return undefined;
  const why = isBeginning ? "which has only begun" : "as it has no Lease";
  return `it may be alive until it is ${ageText(limitMs)} old, ${why}`;
}

function isEnding({ metadata }: SessionObjects["objects"][number]): boolean {
  return metadata.deletionTimestamp !== undefined;
}
