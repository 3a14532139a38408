import { isSessionOf } from "../objects/run-labels.ts";
import { ageText } from "./age-text.ts";
import type { SessionObjects } from "./session-objects.ts";
import { signOfLife } from "./sign-of-life.ts";

/** What is to be removed. */
export interface Choice {
  /** Only the sessions of this run. */
  readonly run?: string | undefined;
  /** Those that are alive as well. */
  readonly alive?: boolean | undefined;
  /** Only what began longer ago. */
  readonly olderThanMs?: number | undefined;
}

/** Sessions that are to go, and those that are left alone, each with the reason in a sentence. */
export interface Chosen {
  readonly ended: readonly SessionObjects[];
  readonly left: readonly (Reason & { readonly found: SessionObjects })[];
}

/** Why a session is left alone: in a sentence, and whether that is because it is or may be alive. */
export interface Reason {
  readonly reason: string;
  readonly alive: boolean;
}

export function chooseSessions(sessions: readonly SessionObjects[], choice: Choice, nowMs: number): Chosen {
  const { run } = choice;
  const meant = sessions.filter(({ session }) => run === undefined || isSessionOf(run, session));
  const judged = meant.map((found) => ({ found, why: whyLeft(found, choice, nowMs) }));
  return {
    ended: judged.filter(({ why }) => why === undefined).map(({ found }) => found),
    left: judged.flatMap(({ found, why }) => (why === undefined ? [] : [{ found, ...why }])),
  };
}

function whyLeft(
  found: SessionObjects,
  { alive, olderThanMs = 0 }: Choice,
  nowMs: number,
): Reason | undefined {
  // An answer's date has no milliseconds, so that what was just made may seem to be made later.
  const ageMs = Math.max(0, nowMs - found.bornMs);
  const sign = alive ? undefined : signOfLife(found, nowMs);
  if (sign !== undefined) return { reason: sign, alive: true };
  if (ageMs >= olderThanMs) return undefined;
  return { reason: `it is not older than ${ageText(olderThanMs)}`, alive: false };
}
