/** What the program in a pod sees of its surroundings. What the kernel does not show is absent. */
export interface Examination {
  /** The release of the node's kernel. */
  readonly kernel: string;
  /** How many processes and threads the pod may have; absent without a limit. */
  readonly processes?: number;
  /** How many processors' time the container may take; absent without a limit. */
  readonly processors?: number;
  /** Periods in which it had to wait for processors' time, so far. */
  readonly throttled?: number;
  readonly openFiles?: number;
  /** How many neighbours the kernel remembers at most (`gc_thresh3`); only some kernels show it to pods. */
  readonly neighbours?: number;
  /** The first nameserver of resolv.conf and how it answers; absent if there is none. */
  readonly dns?: DnsExamination;
}

export interface DnsExamination {
  readonly server: string;
  /** The name that was asked for. */
  readonly name: string;
  readonly udp: DnsAnswer;
  readonly tcp: DnsAnswer;
}

/** `answered` with a code of RFC 1035 (0: no error, 3: no such name), or why nothing came. */
export type DnsAnswer =
  | { readonly answered: true; readonly code: number; readonly ms: number }
  | { readonly answered: false; readonly reason: string };
