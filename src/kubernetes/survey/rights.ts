import type { ApiServer } from "../api/api-server.ts";
import { missingRights } from "../permissions/access-reviews.ts";
import { grantLines } from "../permissions/grant-lines.ts";
import { rightLines } from "../permissions/missing-text.ts";
import { rightsOf } from "../permissions/permission-check.ts";
import { ROLES } from "../permissions/roles.ts";
import { userName } from "../permissions/user-name.ts";

/** What a run would lack, a line for each right, and the lines for a shell that grant all it takes. */
export interface MissingRights {
  readonly rights: readonly string[];
  readonly grant: readonly string[];
}

export async function readMissingRights(api: ApiServer, signal: AbortSignal): Promise<MissingRights> {
  const missing = await missingRights(api, rightsOf({ services: true, lent: undefined }), signal);
  if (missing.length === 0) return { rights: [], grant: [] };
  const user = await userName(api, signal);
  return {
    rights: rightLines(missing).map((line) => line.trim()),
    grant: grantLines({ role: ROLES.own, user }),
  };
}
