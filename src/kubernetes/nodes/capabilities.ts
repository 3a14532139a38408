import { LACKING_PROBES } from "../../cluster/check-protocols.ts";
import type { Capabilities, IpFamily, Labels } from "../../model/index.ts";
import { isApiError } from "../api/api-error.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { ServiceStatusObject } from "../api/api-types.ts";
import { servicePath, servicesPath, withQuery } from "../api/paths.ts";
import { findNodes } from "./find-nodes.ts";
import { podFamilies } from "./node-facts.ts";

const NO_DNS = "there is no Service kube-system/kube-dns";

/**
 * What scenarios find on a cluster.
 *
 * @throws ClusterError when no node takes pods.
 */
export async function capabilitiesOf(
  api: ApiServer,
  nodeSelector: Labels,
  signal: AbortSignal,
): Promise<Capabilities> {
  const nodes = await findNodes(api, nodeSelector, signal);
  const dns = await hasDns(api, signal);
  const lacks = { ...LACKING_PROBES, ...(dns ? {} : { dns: NO_DNS }) };
  return { nodes: nodes.length, families: podFamilies(nodes), lacks };
}

/** Nodes that are counted on where they may not be listed. */
const ASSUMED_NODES = 2;

const UNLISTED = `the nodes may not be listed, and no more than ${ASSUMED_NODES} are counted on`;

/**
 * The same where only some namespaces may be looked at. The families are those that the cluster would give to a Service; it is
 * not made.
 */
export async function capabilitiesWithin(
  api: ApiServer,
  namespace: string,
  signal: AbortSignal,
): Promise<Capabilities> {
  const [families, dns] = await Promise.all([serviceFamilies(api, namespace, signal), hasDns(api, signal)]);
  const lacks = { ...LACKING_PROBES, ...(dns ? {} : { dns: NO_DNS }), nodes: UNLISTED };
  return { nodes: ASSUMED_NODES, families, lacks };
}

async function serviceFamilies(
  api: ApiServer,
  namespace: string,
  signal: AbortSignal,
): Promise<readonly IpFamily[]> {
  const path = withQuery(servicesPath(namespace), { dryRun: "All" });
  const metadata = { name: "netverdict-families", namespace };
  const spec = { ipFamilyPolicy: "PreferDualStack", ports: [{ port: 80 }] };
  const body = { apiVersion: "v1", kind: "Service", metadata, spec };
  const service = await api.request<ServiceStatusObject>({ method: "POST", path, body }, signal);
  return (service.spec?.ipFamilies ?? []).map((family) => (family === "IPv6" ? "ipv6" : "ipv4"));
}

/** Whoever may not look is not kept from trying. */
async function hasDns(api: ApiServer, signal: AbortSignal): Promise<boolean> {
  try {
    await api.request({ method: "GET", path: servicePath("kube-system", "kube-dns") }, signal);
    return true;
  } catch (error) {
    if (isApiError(error, 403)) return true;
    if (isApiError(error, 404)) return false;
    throw error;
  }
}
