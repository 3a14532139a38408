import type { Cluster } from "../../cluster/port.ts";
import type { AnyReport } from "../../report/index.ts";

/** A run that is about to be made, and its part of stderr. */
export interface Attempt {
  say(line: string): void;
  /** Removes what is live on stderr, so that the report starts on a clean line. */
  clear(): void;
  /** @throws ClusterError if nothing could be measured. */
  start(cluster: Cluster, signal: AbortSignal): Promise<AnyReport>;
}
