import { ClusterError } from "../../cluster/port.ts";
import { ApiError, isApiError } from "../api/api-error.ts";
import type { ApiServer } from "../api/api-server.ts";
import { policiesPath, withQuery } from "../api/paths.ts";

/**
 * Offers a NetworkPolicy to the API server in a dry run: its words if it refuses, nothing if it would take it.
 *
 * @throws ClusterError when the manifest was not judged at all.
 */
export async function refusalOf(
  api: ApiServer,
  manifest: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<string | undefined> {
  const query = { dryRun: "All", fieldManager: "netverdict", fieldValidation: "Strict" };
  const path = withQuery(policiesPath(namespaceOf(manifest)), query);
  const body = { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", ...manifest };
  try {
    await api.request({ method: "POST", path, body }, signal);
    return undefined;
  } catch (error) {
    // The name is looked at last: what exists already has passed everything else.
    if (isApiError(error, 409) && error.reason === "AlreadyExists") return undefined;
    const refusal = error instanceof ApiError ? refusalIn(error) : undefined;
    if (refusal === undefined) throw error;
    return refusal;
  }
}

/** 400 and 422 are the API's own validation; a 403 is an admission controller's unless a right is missing. */
function refusalIn({ status, answer }: ApiError): string | undefined {
  // An admission webhook that knows no dry run (admissionregistration/v1, sideEffects).
  if (status === 400 && answer.includes("does not support dry run")) return undefined;
  if (status === 400 || status === 422) return answer;
  return status === 403 && !/ cannot create resource /.test(answer)
    ? `refused by admission: ${answer}`
    : undefined;
}

function namespaceOf({ metadata }: Readonly<Record<string, unknown>>): string {
  if (typeof metadata === "object" && metadata !== null && "namespace" in metadata) {
    const { namespace } = metadata;
    if (typeof namespace === "string" && namespace !== "") return namespace;
  }
  throw new ClusterError("a manifest to be refused names no namespace");
}
