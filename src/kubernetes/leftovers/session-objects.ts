import type { LeaseObject } from "../api/api-types.ts";
import { LEASE_NAME } from "../api/run-kinds.ts";
import { RUN_LABEL } from "../objects/run-labels.ts";
import type { OwnObject } from "../removal/own-object.ts";

/** What there is of one session of a run. */
export interface SessionObjects {
  /** The session's id. */
  readonly session: string;
  readonly objects: readonly OwnObject[];
  readonly lease: LeaseObject | undefined;
  /** When the first of the objects was made, in ms since 1970 by the API server's clock. */
  readonly bornMs: number;
}

/** Objects by the session that made them, each with the Lease that the session holds or held. */
export function bySession(
  objects: readonly OwnObject[],
  leases: readonly (LeaseObject & OwnObject)[],
): readonly SessionObjects[] {
  const sessions = new Map<string, OwnObject[]>();
  for (const object of objects) {
    const session = sessionOf(object);
    sessions.set(session, [...(sessions.get(session) ?? []), object]);
  }
  return [...sessions].map(([session, its]) => ({
    session,
    objects: its,
    lease: leases.find((lease) => lease.metadata.name === LEASE_NAME && sessionOf(lease) === session),
    bornMs: Math.min(...its.map(({ metadata }) => Date.parse(metadata.creationTimestamp ?? "1970-01-01"))),
  }));
}

export function sessionOf({ metadata }: OwnObject): string {
  return metadata.labels?.[RUN_LABEL] ?? "";
}
