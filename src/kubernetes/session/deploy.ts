import type { Service } from "../../model/index.ts";
import type { ServiceStatusObject } from "../api/api-types.ts";
import { createObjects } from "../objects/create-objects.ts";
import { serviceObject } from "../objects/service-object.ts";
import { connectAll } from "./connect.ts";
import { createNamespaces } from "./create-namespaces.ts";
import type { Run } from "./run.ts";
import { createPods } from "./start-pods.ts";

/**
 * Creates everything of a run's layout; resolves when all pods run and their agents answer.
 *
 * @throws ClusterError that says which object was refused, or which pod did not come, and why.
 */
export async function deploy(run: Run, signal: AbortSignal): Promise<void> {
  const { layout, settings, state } = run;
  settings.progress(`creating ${layout.namespaces.length} namespaces and ${layout.placed.length} pods`);
  await createNamespaces(run, layout.namespaces, signal);
  await createServices(run, state.services, signal);
  await createPods(run, layout.placed, signal);
  settings.progress(`${layout.placed.length} pods run; connecting`);
  await connectAll(run, layout.placed, signal);
}

async function createServices(
  { api, settings, clusterIps }: Run,
  services: readonly Service[],
  signal: AbortSignal,
): Promise<void> {
  const objects = services.map((service) => serviceObject(service, settings.run));
  const created = await createObjects(api, objects, signal);
  for (const [index, { ref }] of services.entries()) {
    const addresses = clusterIpsOf(created[index]);
    if (addresses.length > 0) clusterIps.set(ref, addresses);
  }
}

function clusterIpsOf(service: ServiceStatusObject | undefined): readonly string[] {
  return (service?.spec?.clusterIPs ?? []).filter((address) => address !== "None");
}
