import { resourceName } from "./permission.ts";
import { permissionsFor, type Use } from "./table.ts";

/** A role of manifests/rbac: what it is for, and how it is granted. */
export interface RoleDefinition {
  readonly name: string;
  readonly kind: "ClusterRole" | "Role";
  /** In manifests/rbac. */
  readonly file: string;
  readonly uses: readonly Use[];
}

export const ROLES = {
  own: { name: "netverdict", kind: "ClusterRole", file: "own-namespaces.yaml", uses: ["run", "gc"] },
  lent: { name: "netverdict", kind: "Role", file: "given-namespaces.yaml", uses: ["run-lent", "gc-lent"] },
  labels: { name: "netverdict-labels", kind: "Role", file: "given-namespaces.yaml", uses: ["label-lent"] },
  read: { name: "netverdict-read-only", kind: "ClusterRole", file: "read-only.yaml", uses: ["read"] },
  doctor: { name: "netverdict-doctor", kind: "ClusterRole", file: "doctor.yaml", uses: ["doctor"] },
} as const satisfies Readonly<Record<string, RoleDefinition>>;

/** rbac.authorization.k8s.io/v1. */
interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}

/** What a role grants: all that its uses cannot do without, in one rule for resources with the same verbs. */
export function rulesOf({ uses }: RoleDefinition): readonly PolicyRule[] {
  const rules = new Map<string, PolicyRule>();
  for (const [place, verbs] of verbsByResource(uses)) {
    const [group = "", resource = "", name] = place.split(" ");
    const key = `${group} ${verbs.join()} ${name}`;
    const { resources = [] } = rules.get(key) ?? {};
    const names = name === undefined ? {} : { resourceNames: [name] };
    rules.set(key, { apiGroups: [group], resources: [...resources, resource], ...names, verbs });
  }
  return [...rules.values()];
}

function verbsByResource(uses: readonly Use[]): ReadonlyMap<string, readonly string[]> {
  const needed = uses.flatMap((use) => permissionsFor(use)).filter(({ without }) => without === undefined);
  const verbs = new Map<string, readonly string[]>();
  for (const permission of needed) {
    const { group, name } = permission;
    const place = [group, resourceName(permission), ...(name === undefined ? [] : [name])].join(" ");
    verbs.set(place, [...new Set([...(verbs.get(place) ?? []), permission.verb])]);
  }
  return verbs;
}
