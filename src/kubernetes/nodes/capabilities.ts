import { LACKING_PROBES } from "../../cluster/check-protocols.ts";
import type { Capabilities, Labels } from "../../model/index.ts";
import { isApiError } from "../api/api-error.ts";
import type { ApiServer } from "../api/api-server.ts";
import { servicePath } from "../api/paths.ts";
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
