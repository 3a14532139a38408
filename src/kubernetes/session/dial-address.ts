import { ClusterError, type ProbeRequest } from "../../cluster/port.ts";
import { familyOf } from "../nodes/ip-family.ts";
import type { Run } from "./run.ts";

/**
 * What a pod dials for a probe: an address of the target in the family that is asked for, the first without one; or a
 * Service's host name, which the search domains of a pod's resolv.conf complete.
 *
 * @throws ClusterError when the target has no such address.
 */
export function dialAddress(
  { placements, clusterIps }: Pick<Run, "placements" | "clusterIps">,
  { target, via = "pod-ip", family }: ProbeRequest,
): string {
  if (via === "service") return serviceHost(target);
  const addresses = via === "pod-ip" ? placements.get(target)?.addresses : clusterIps.get(target);
  const address = addresses?.find((one) => family === undefined || family === familyOf(one));
  if (address !== undefined) return address;
  const kind = via === "pod-ip" ? "pod" : "service";
  throw new ClusterError(`${kind} ${target} has no ${family === undefined ? "" : `${family} `}address`);
}

/** `web.x.svc` for `x/web`. */
function serviceHost(target: string): string {
  const [namespace = "", name = ""] = target.split("/");
  return `${name}.${namespace}.svc`;
}
