import { ClusterError } from "../../cluster/port.ts";
import { isApiError } from "../api/api-error.ts";
import type { ApiServer } from "../api/api-server.ts";
import { type AskedRight, missingRights, rightsIn } from "./access-reviews.ts";
import { missingText } from "./missing-text.ts";
import { permissionName } from "./permission.ts";
import { ROLES } from "./roles.ts";
import { permissionsFor } from "./table.ts";

/** What a run will do. */
export interface RunNeed {
  readonly services: boolean;
  /** Where it may only be; without it, a run makes its namespaces. */
  readonly lent: readonly string[] | undefined;
}

/**
 * A check that a run can do what it will do, before it does anything; what was found once is not asked again. What can be
 * done without is told to `progress`.
 *
 * It throws a ClusterError with a line for each missing right, and those that grant them.
 */
export function permissionCheck(): (
  api: ApiServer,
  need: RunNeed,
  progress: (line: string) => void,
  signal: AbortSignal,
) => Promise<void> {
  const settled = new Set<string>();
  return async (api, need, progress, signal) => {
    const asked = rightsOf(need).filter((right) => !settled.has(rightKey(right)));
    try {
      const missing = await missingRights(api, asked, signal);
      const needed = missing.filter(({ permission }) => permission.without === undefined);
      if (needed.length > 0) throw new ClusterError(await missingForRun(api, needed, need, signal));
      for (const right of asked) settled.add(rightKey(right));
      for (const { permission } of missing)
        progress(`without the right to ${permissionName(permission)}: ${permission.without}`);
    } catch (error) {
      if (!isApiError(error, 403)) throw error;
      progress(`permissions could not be checked: ${error.message}`);
    }
  };
}

/** The rights that a run takes. */
export function rightsOf({ services, lent }: RunNeed): readonly AskedRight[] {
  return rightsIn(permissionsFor(lent === undefined ? "run" : "run-lent", { services }), lent);
}

function missingForRun(
  api: ApiServer,
  rights: readonly AskedRight[],
  { lent }: RunNeed,
  signal: AbortSignal,
): Promise<string> {
  const role = lent === undefined ? ROLES.own : ROLES.lent;
  return missingText(api, { what: "a run", rights, role, namespaces: lent }, signal);
}

function rightKey({ permission, namespace = "" }: AskedRight): string {
  return `${permissionName(permission)} ${namespace}`;
}
