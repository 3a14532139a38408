import type { ApiServer } from "../api/api-server.ts";
import type { SecretObject } from "../api/api-types.ts";
import { inParallel } from "../api/in-parallel.ts";
import { namespacePath } from "../api/paths.ts";

/** The name by which pods refer to a pull secret that is given as `name` or `namespace/name`. */
export function secretName(secret: string): string {
  return secret.slice(secret.indexOf("/") + 1);
}

/** The pull secrets given as `namespace/name`, read from there to be copied into the run's namespaces. */
export function readPullSecrets(
  api: ApiServer,
  secrets: readonly string[],
  signal: AbortSignal,
): Promise<readonly SecretObject[]> {
  const elsewhere = secrets.filter((secret) => secret.includes("/"));
  return inParallel(elsewhere, 4, (secret) => readSecret(api, secret, signal), signal);
}

function readSecret(api: ApiServer, secret: string, signal: AbortSignal): Promise<SecretObject> {
  const [namespace = ""] = secret.split("/");
  const path = `${namespacePath(namespace)}/secrets/${encodeURIComponent(secretName(secret))}`;
  return api.request<SecretObject>({ method: "GET", path }, signal);
}
