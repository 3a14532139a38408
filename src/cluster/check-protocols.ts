import type { Pod } from "../model/index.ts";
import { ClusterError } from "./port.ts";

export const NO_SCTP = "SCTP cannot be probed: the agent probes TCP and UDP only";

/** @throws ClusterError if one of the pods serves what the agent cannot. */
export function checkProtocols(pods: readonly Pod[]): void {
  const unprobed = pods.filter(({ ports }) => ports.some(({ protocol }) => protocol === "SCTP"));
  if (unprobed.length > 0)
    throw new ClusterError(
      `SCTP cannot be probed, but is served by ${unprobed.map(({ ref }) => ref).join(", ")}`,
    );
}
