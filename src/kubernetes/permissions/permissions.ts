import { ClusterError } from "../../cluster/port.ts";
import type { World } from "../../model/index.ts";
import { isApiError } from "../api/api-error.ts";
import type { ApiServer } from "../api/api-server.ts";
import { inParallel } from "../api/in-parallel.ts";

/** A right that netverdict uses, in all namespaces; `purpose` completes "to …". */
export interface Permission {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly purpose: string;
}

const CORE = "";
const NETWORKING = "networking.k8s.io";

/** All that any run uses; manifests/rbac.yaml grants exactly this, and what Services take. */
export const PERMISSIONS: readonly Permission[] = [
  ...rights(CORE, "namespaces", {
    get: "see whether a scenario's namespaces are free",
    list: "find the namespaces of a run",
    create: "create the scenario's namespaces",
    patch: "change labels of namespaces",
    delete: "remove the namespaces of a run",
  }),
  ...rights(CORE, "nodes", { get: "explain a pod's failure", list: "spread pods over the nodes" }),
  ...rights(CORE, "pods", {
    get: "explain a pod's failure",
    list: "wait for the pods",
    create: "create the probe pods",
    patch: "change labels of pods",
    delete: "end the pods of a run",
  }),
  ...rights(CORE, "pods/exec", {
    get: "reach the agents",
    create: "reach the agents (Kubernetes 1.35 and later)",
  }),
  ...rights(CORE, "pods/log", { get: "show why an agent ended" }),
  ...rights(CORE, "configmaps", {
    get: "check an agent's program after a lost answer",
    create: "bring the agent into the pods",
  }),
  ...rights(CORE, "events", { list: "explain why a pod does not start" }),
  ...rights(NETWORKING, "networkpolicies", {
    get: "see that a policy to delete is there",
    create: "apply policies",
    patch: "apply policies",
    delete: "delete policies",
  }),
];

/** What a run with Services uses besides. */
export const SERVICE_PERMISSIONS: readonly Permission[] = rights(CORE, "services", {
  get: "check a Service after a lost answer",
  create: "create the scenario's Services",
});

/** What a run in this world uses. */
export function neededFor({ services }: Pick<World, "services">): readonly Permission[] {
  return services.length > 0 ? [...PERMISSIONS, ...SERVICE_PERMISSIONS] : PERMISSIONS;
}

/** Those of the permissions that the user does not have. */
export async function missingPermissions(
  api: ApiServer,
  needed: readonly Permission[],
  signal: AbortSignal,
): Promise<readonly Permission[]> {
  const allowed = await inParallel(needed, 16, (permission) => isAllowed(api, permission, signal), signal);
  return needed.filter((_, index) => allowed[index] !== true);
}

/**
 * A check that a run can do what it will do, before it does anything; what was found once is not asked again.
 * It throws a ClusterError with a line for each missing permission.
 */
export function permissionCheck(): (
  api: ApiServer,
  needed: readonly Permission[],
  progress: (line: string) => void,
  signal: AbortSignal,
) => Promise<void> {
  const granted = new Set<Permission>();
  return async (api, needed, progress, signal) => {
    const asked = needed.filter((permission) => !granted.has(permission));
    try {
      const missing = await missingPermissions(api, asked, signal);
      if (missing.length > 0) throw new ClusterError(missingText(api.credentials.context, missing));
      for (const permission of asked) granted.add(permission);
    } catch (error) {
      if (!isApiError(error, 403)) throw error;
      progress(`permissions could not be checked: ${error.message}`);
    }
  };
}

function missingText(context: string, missing: readonly Permission[]): string {
  const lines = missing.map((permission) => `  ${permissionName(permission)}, to ${permission.purpose}`);
  return [`context '${context}' may not do what a run needs (manifests/rbac.yaml grants it):`, ...lines].join(
    "\n",
  );
}

/** `verb resource.group`, as in `create pods/exec`. */
export function permissionName({ verb, group, resource, subresource }: Permission): string {
  const name = subresource === undefined ? resource : `${resource}/${subresource}`;
  return `${verb} ${group === CORE ? name : `${name}.${group}`}`;
}

async function isAllowed(api: ApiServer, permission: Permission, signal: AbortSignal): Promise<boolean> {
  const { purpose: _, ...resourceAttributes } = permission;
  const review = await api.request<{ readonly status?: { readonly allowed?: boolean } }>(
    {
      method: "POST",
      path: "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
      body: {
        apiVersion: "authorization.k8s.io/v1",
        kind: "SelfSubjectAccessReview",
        spec: { resourceAttributes },
      },
    },
    signal,
  );
  return review.status?.allowed === true;
}

function rights(
  group: string,
  name: string,
  purposes: Readonly<Record<string, string>>,
): readonly Permission[] {
  const [resource = "", subresource] = name.split("/");
  const place = { group, resource, ...(subresource === undefined ? {} : { subresource }) };
  return Object.entries(purposes).map(([verb, purpose]) => ({ verb, ...place, purpose }));
}
