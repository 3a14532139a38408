import type { ApiServer } from "../api/api-server.ts";
import type { AskedRight } from "./access-reviews.ts";
import { grantLines } from "./grant-lines.ts";
import { permissionName } from "./permission.ts";
import type { RoleDefinition } from "./roles.ts";
import { userName } from "./user-name.ts";

/** Rights that are missing, what for, and the role that has them. */
export interface Missing {
  /** Completes "context 'x' may not do what … needs". */
  readonly what: string;
  readonly rights: readonly AskedRight[];
  readonly role: RoleDefinition;
  readonly namespaces?: readonly string[] | undefined;
}

/** What is missing, a line for each right, and the lines of kubectl that grant it. */
export async function missingText(
  api: ApiServer,
  { what, rights, role, namespaces }: Missing,
  signal: AbortSignal,
): Promise<string> {
  const user = await userName(api, signal);
  const grant = { role, user, ...(namespaces === undefined ? {} : { namespaces }) };
  return [
    `context '${api.credentials.context}' may not do what ${what} needs:`,
    ...rightLines(rights),
    `whoever may grant rights there gives them so (the role is manifests/rbac/${role.file}):`,
    ...grantLines(grant),
  ].join("\n");
}

/** `create pods, to create the probe pods`; with the namespaces where it is lacking in some. */
export function rightLines(rights: readonly AskedRight[]): readonly string[] {
  const lines = new Map<string, readonly string[]>();
  for (const { permission, namespace } of rights) {
    const line = `  ${permissionName(permission)}, to ${permission.purpose}`;
    lines.set(line, [...(lines.get(line) ?? []), ...(namespace === undefined ? [] : [namespace])]);
  }
  return [...lines].map(([line, where]) => (where.length === 0 ? line : `${line} (${where.join(", ")})`));
}
