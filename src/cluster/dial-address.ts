import { familyOf, type IpFamily } from "../model/index.ts";
import { ClusterError, type ClusterSession, type ProbeRequest } from "./port.ts";

/** What is at a target's disposal on a cluster. `noDns`: why names are not dialed there. */
export interface DialBook extends Pick<ClusterSession, "placements" | "clusterIps"> {
  readonly noDns?: string;
}

/**
 * What a pod dials for a flow's target, on every cluster: an address in the family that is asked for, the preferred one
 * without one; or a Service's host name, which the search domains of a pod's resolv.conf complete.
 *
 * @throws ClusterError when the target has no such address.
 */
export function dialAddress(request: ProbeRequest, { placements, clusterIps, noDns }: DialBook): string {
  const { target, via = "pod-ip", family } = request;
  switch (via) {
    case "pod-ip":
      return addressIn(family, placements.get(target)?.addresses, `pod ${target}`);
    case "cluster-ip":
      return addressIn(family, clusterIps.get(target), `Service ${target}`);
    case "service":
      if (noDns !== undefined) throw new ClusterError(noDns);
      return serviceHost(target);
  }
}

function addressIn(
  family: IpFamily | undefined,
  addresses: readonly string[] | undefined,
  name: string,
): string {
  const address = addresses?.find((one) => family === undefined || family === familyOf(one));
  if (address !== undefined) return address;
  throw new ClusterError(`${name} has no ${family === undefined ? "" : `${family} `}address`);
}

/** `web.x.svc` for `x/web`. */
function serviceHost(target: string): string {
  const [namespace = "", name = ""] = target.split("/");
  return `${name}.${namespace}.svc`;
}
