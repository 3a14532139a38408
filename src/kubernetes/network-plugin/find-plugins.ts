import { apiServer } from "../api/api-server.ts";
import { type KubeconfigOptions, loadCredentials } from "../api/kubeconfig.ts";
import type { Environment } from "../api/proxy.ts";
import { identifyPlugins } from "./identify.ts";
import type { NetworkPlugin } from "./network-plugin.ts";
import { readPluginFacts } from "./read-plugin-facts.ts";

/**
 * The network plugins of a live cluster, read from its own objects, those that enforce NetworkPolicy first. Changes nothing.
 *
 * @throws ClusterError when the cluster cannot be reached, or allows neither DaemonSets nor pods to be listed.
 */
export async function findNetworkPlugins(
  options: KubeconfigOptions & { readonly environment?: Environment },
  signal: AbortSignal = new AbortController().signal,
): Promise<readonly NetworkPlugin[]> {
  const api = apiServer(loadCredentials(options, options.environment ?? process.env));
  try {
    return identifyPlugins(await readPluginFacts(api, signal));
  } finally {
    api.close();
  }
}
