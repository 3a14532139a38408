import type { ApiCall } from "./api-server.ts";

/** The call that changes some fields of an object; null removes one (RFC 7386). */
export function mergePatch(path: string, body: object): ApiCall {
  return { method: "PATCH", path, body, contentType: "application/merge-patch+json" };
}
