import { type RoleDefinition, rulesOf } from "./roles.ts";

/** Who is to have a role, and where; without namespaces, in all of them. */
export interface Grant {
  readonly role: RoleDefinition;
  /** As the API server calls the user; it may not have said. */
  readonly user: string | undefined;
  readonly namespaces?: readonly string[];
}

/** Lines for a shell that give a user a role, as whoever may do that. They need no file of ours. */
export function grantLines({ role, user, namespaces }: Grant): readonly string[] {
  const binding = bindingLine(role, user);
  if (namespaces === undefined) return [...applyLines(role, "kubectl apply -f -"), binding];
  return [
    `for namespace in ${namespaces.join(" ")}; do`,
    ...applyLines(role, 'kubectl apply -n "$namespace" -f -'),
    `${binding} -n "$namespace"; done`,
  ];
}

function applyLines(role: RoleDefinition, command: string): readonly string[] {
  return [
    `${command} <<'EOF'`,
    "apiVersion: rbac.authorization.k8s.io/v1",
    `kind: ${role.kind}`,
    `metadata: { name: ${role.name} }`,
    "rules:",
    ...rulesOf(role).map(({ apiGroups, resources, resourceNames, verbs }) => {
      const names = resourceNames === undefined ? "" : ` resourceNames: [${resourceNames.join(", ")}],`;
      const groups = apiGroups.map((group) => JSON.stringify(group)).join(", ");
      return `  - { apiGroups: [${groups}], resources: [${resources.join(", ")}],${names} verbs: [${verbs.join(", ")}] }`;
    }),
    "EOF",
  ];
}

function bindingLine({ name, kind }: RoleDefinition, user: string | undefined): string {
  const binding = kind === "ClusterRole" ? "clusterrolebinding" : "rolebinding";
  const flag = kind === "ClusterRole" ? "clusterrole" : "role";
  const short = (user ?? "").replaceAll(/[^A-Za-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "");
  const bindingName = short === "" ? name : `${name}-${short.toLowerCase()}`;
  return `kubectl create ${binding} ${bindingName} --${flag}=${name} ${subject(user)}`;
}

const SERVICE_ACCOUNT = /^system:serviceaccount:([-a-z0-9]+):([-.a-z0-9]+)$/;

function subject(user: string | undefined): string {
  const [, namespace, account] = SERVICE_ACCOUNT.exec(user ?? "") ?? [];
  if (account !== undefined) return `--serviceaccount=${namespace}:${account}`;
  return `--user=${user === undefined ? "NAME" : quoted(user)}`;
}

/** A word for a POSIX shell. */
function quoted(word: string): string {
  return /^[-\w@%+=:,./]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
