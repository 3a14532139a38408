export const STATUSES = ["broken", "unknown", "doubtful", "ok"] as const;

/**
 * `ok`; `doubtful`: results may mean something else than usual; `broken`: it was measured and is not as it has to be; `unknown`: it
 * was not found out.
 */
export type Status = (typeof STATUSES)[number];

/** One thing that was looked at. */
export interface Finding {
  /** Which check found it: `enforcement`. */
  readonly check: string;
  /** What was looked at, in few words: `ingress over IPv4`. */
  readonly subject: string;
  readonly status: Status;
  /** What is so, as a clause. */
  readonly what: string;
  /** Why, or what shows it, as clauses. */
  readonly why?: string;
  /** What to do, as a sentence. */
  readonly advice?: string;
  /** Lines for a shell that do it. */
  readonly commands?: readonly string[];
  /** Whether the answer of doctor hangs on it, so that broken or unknown is no success. */
  readonly decides?: true;
}

/** 0: all that decides is ok. 1: some of it is broken. 3: some was not found out. */
export function exitCodeFor(findings: readonly Finding[]): 0 | 1 | 3 {
  const deciding = findings.filter(({ decides }) => decides);
  if (deciding.some(({ status }) => status === "broken")) return 1;
  return deciding.length === 0 || deciding.some(({ status }) => status === "unknown") ? 3 : 0;
}
