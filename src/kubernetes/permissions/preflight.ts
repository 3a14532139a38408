import { apiServer } from "../api/api-server.ts";
import { type KubeconfigOptions, loadCredentials } from "../api/kubeconfig.ts";
import type { Environment } from "../api/proxy.ts";
import { missingPermissions, PERMISSIONS, permissionName } from "./permissions.ts";

/** What a user lacks for a run on a cluster, a line for each permission; empty when a run may begin. */
export async function permissionsLacking(
  options: KubeconfigOptions & { readonly environment?: Environment },
  signal: AbortSignal = new AbortController().signal,
): Promise<readonly string[]> {
  const api = apiServer(loadCredentials(options, options.environment ?? process.env));
  try {
    const missing = await missingPermissions(api, PERMISSIONS, signal);
    return missing.map((permission) => `${permissionName(permission)}, to ${permission.purpose}`);
  } finally {
    api.close();
  }
}
