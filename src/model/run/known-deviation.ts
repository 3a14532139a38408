import type { Outcome } from "../flow/outcome.ts";

/** What a network plugin is known to do with some cells of a step, against what is expected of them. */
export interface KnownDeviation {
  /** The plugin and its versions: `calico 3.28`. */
  readonly plugin: string;
  /** `FILE:LINE`, where it is listed. */
  readonly where: string;
  /** One of these: an ICMP error that answers may be lost, or limited by the kernel. */
  readonly observed: readonly Outcome[];
  readonly why: string;
  /** Where the proof is: an address or a path. */
  readonly evidence: string;
  /** Why it is not there at all times, if so: then cells may be as expected, too. */
  readonly varies?: string;
  /** Whether it has to be there and fails nothing; otherwise failures that it explains only name it. */
  readonly isExpected: boolean;
}
