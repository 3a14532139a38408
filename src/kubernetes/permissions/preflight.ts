import { apiServer } from "../api/api-server.ts";
import { type KubeconfigOptions, loadCredentials } from "../api/kubeconfig.ts";
import type { Environment } from "../api/proxy.ts";
import { missingRights } from "./access-reviews.ts";
import { rightLines } from "./missing-text.ts";
import { rightsOf } from "./permission-check.ts";

/** What a user lacks for a run on a cluster, a line for each permission; empty when a run may begin. */
export async function permissionsLacking(
  options: KubeconfigOptions & { readonly environment?: Environment },
  signal: AbortSignal = new AbortController().signal,
): Promise<readonly string[]> {
  const api = apiServer(loadCredentials(options, options.environment ?? process.env));
  try {
    const missing = await missingRights(api, rightsOf({ services: false, lent: undefined }), signal);
    return rightLines(missing).map((line) => line.trim());
  } finally {
    api.close();
  }
}
