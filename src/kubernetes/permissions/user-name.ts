import { ApiError } from "../api/api-error.ts";
import type { ApiServer } from "../api/api-server.ts";

/** As whom the API server knows us: authentication.k8s.io/v1 SelfSubjectReview. Older servers than 1.28 do not say. */
export async function userName(api: ApiServer, signal: AbortSignal): Promise<string | undefined> {
  const body = { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" };
  const path = "/apis/authentication.k8s.io/v1/selfsubjectreviews";
  try {
    const review = await api.request<{
      readonly status?: { readonly userInfo?: { readonly username?: string } };
    }>({ method: "POST", path, body }, signal);
    return review.status?.userInfo?.username;
  } catch (error) {
    if (error instanceof ApiError) return undefined;
    throw error;
  }
}
