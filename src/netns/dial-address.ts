import { isIPv6 } from "node:net";
import { ClusterError, type ClusterSession, type ProbeRequest } from "../cluster/port.ts";

/**
 * The address that is dialed for a probe, in the wanted family or else the preferred one.
 *
 * @throws ClusterError if the target has no such address.
 */
export function dialAddress(
  { target, via = "pod-ip", family }: ProbeRequest,
  { placements, clusterIps }: Pick<ClusterSession, "placements" | "clusterIps">,
): string {
  if (via === "service") throw new ClusterError(NO_DNS);
  const addresses = via === "pod-ip" ? placements.get(target)?.addresses : clusterIps.get(target);
  if (addresses === undefined) throw new ClusterError(`there is no ${NOUNS[via]} ${target}`);
  const wanted = addresses.find((address) => family === undefined || isIPv6(address) === (family === "ipv6"));
  if (wanted === undefined) throw new ClusterError(`${target} has no ${family} address`);
  return wanted;
}

export const NO_DNS = "the local cluster has no DNS";

const NOUNS = { "pod-ip": "pod", "cluster-ip": "Service with a cluster IP" } as const;
