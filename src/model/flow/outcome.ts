/**
 * What one probe saw.
 *
 * - `reachable`: the target itself answered with our nonce.
 * - `refused`: a TCP reset or an ICMP port unreachable.
 * - `unanswered`: a connection was made, but no data came back over it: neither through nor denied.
 * - `timeout`: nothing came back within the probe timeout.
 * - `unreachable`: another ICMP error, or no route.
 * - `unresolved`: the name did not resolve.
 * - `wrong-peer`: another pod answered.
 * - `probe-failed`: it could not be measured; says nothing about the network.
 */
export const OUTCOMES = [
  "reachable",
  "refused",
  "unanswered",
  "timeout",
  "unreachable",
  "unresolved",
  "wrong-peer",
  "probe-failed",
] as const;

export type Outcome = (typeof OUTCOMES)[number];

/**
 * An outcome with what is known about it. `latencyMs` is set when the target answered: the time from the packet that it
 * answered. `lost`: how many packets of the probe were sent before that one, and never answered, if some were.
 */
export interface Observation {
  readonly outcome: Outcome;
  readonly latencyMs?: number;
  readonly detail?: string;
  readonly lost?: number;
}
