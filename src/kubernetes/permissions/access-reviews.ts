import type { ApiServer } from "../api/api-server.ts";
import { inParallel } from "../api/in-parallel.ts";
import type { Permission } from "./permission.ts";

/** A right, in one namespace or, without that, in all. */
export interface AskedRight {
  readonly permission: Permission;
  readonly namespace?: string;
}

/** Rights in each of some namespaces, or in all of the cluster's. */
export function rightsIn(
  permissions: readonly Permission[],
  namespaces: readonly string[] | undefined,
): readonly AskedRight[] {
  return permissions.flatMap((permission) =>
    // A node is in no namespace.
    namespaces === undefined || permission.resource === "nodes"
      ? [{ permission }]
      : namespaces.map((namespace) => ({ permission, namespace })),
  );
}

/** Those of the rights that the user does not have. */
export async function missingRights(
  api: ApiServer,
  asked: readonly AskedRight[],
  signal: AbortSignal,
): Promise<readonly AskedRight[]> {
  const allowed = await inParallel(asked, 16, (right) => isAllowed(api, right, signal), signal);
  return asked.filter((_, index) => allowed[index] !== true);
}

/** authorization.k8s.io/v1 SelfSubjectAccessReview, which whoever is known to the API server may create. */
async function isAllowed(
  api: ApiServer,
  { permission, namespace }: AskedRight,
  signal: AbortSignal,
): Promise<boolean> {
  const { verb, group, resource, subresource, name } = permission;
  const place = {
    ...(subresource === undefined ? {} : { subresource }),
    ...(name === undefined ? {} : { name }),
    ...(namespace === undefined ? {} : { namespace }),
  };
  const review = await api.request<{ readonly status?: { readonly allowed?: boolean } }>(
    {
      method: "POST",
      path: "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
      body: {
        apiVersion: "authorization.k8s.io/v1",
        kind: "SelfSubjectAccessReview",
        spec: { resourceAttributes: { verb, group, resource, ...place } },
      },
    },
    signal,
  );
  return review.status?.allowed === true;
}
