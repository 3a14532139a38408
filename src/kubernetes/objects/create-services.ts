import type { Addresses, PodRef, Service } from "../../model/index.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { ServiceStatusObject } from "../api/api-types.ts";
import { createObjects } from "./create-objects.ts";
import { serviceObject } from "./service-object.ts";

/** Creates Services; resolves with the cluster IPs of those that have some. */
export async function createServices(
  api: ApiServer,
  services: readonly Service[],
  run: string,
  signal: AbortSignal,
): Promise<Addresses> {
  const objects = services.map((service) => serviceObject(service, run));
  const created = await createObjects(api, objects, signal);
  const withIps = services.map(({ ref }, index): [PodRef, readonly string[]] => [ref, ipsOf(created[index])]);
  return new Map(withIps.filter(([, ips]) => ips.length > 0));
}

function ipsOf(service: ServiceStatusObject | undefined): readonly string[] {
  return (service?.spec?.clusterIPs ?? []).filter((address) => address !== "None");
}
