import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kubectl } from "./live-application.ts";
import { ROOT } from "./netverdict.ts";

/** In which the service accounts are that tests run as. */
const HOME = "netverdict-e2e-users";

/** A role of manifests/rbac, bound to a user in the whole cluster or in namespaces. */
export interface Granted {
  /** In manifests/rbac. */
  readonly file: string;
  readonly roles: readonly string[];
  /** Absent: the role is a ClusterRole. */
  readonly namespaces?: readonly string[];
}

/**
 * Lets a test run as somebody who has exactly these rights: `args` chooses the cluster and the user. A ClusterRole stays, since
 * it may have been there before.
 */
export async function asUser(
  name: string,
  { file, roles, namespaces }: Granted,
  use: (args: readonly string[]) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "netverdict-user-"));
  const manifest = join(ROOT, "manifests/rbac", file);
  const account = `--serviceaccount=${HOME}:${name}`;
  const made: string[][] = [];
  const create = (...args: string[]) => {
    kubectl("create", ...args);
    made.push(args.slice(0, 2));
  };
  try {
    create("namespace", HOME);
    kubectl("create", "serviceaccount", name, "--namespace", HOME);
    if (namespaces === undefined) {
      kubectl("apply", "--filename", manifest);
      for (const role of roles)
        create("clusterrolebinding", `${HOME}-${role}`, `--clusterrole=${role}`, account);
    }
    for (const namespace of namespaces ?? []) {
      create("namespace", namespace);
      kubectl("label", "namespace", namespace, "netverdict.dev/lend=true");
      kubectl("apply", "--namespace", namespace, "--filename", manifest);
      for (const role of roles)
        kubectl("create", "rolebinding", role, "--namespace", namespace, `--role=${role}`, account);
    }
    const kubeconfig = join(folder, "kubeconfig");
    writeFileSync(kubeconfig, kubeconfigOf(name));
    await use(["--context", name, "--kubeconfig", kubeconfig]);
  } finally {
    for (const args of made.reverse()) kubectl("delete", ...args, "--ignore-not-found");
    rmSync(folder, { recursive: true });
  }
}

/** The cluster under test, for a service account alone. */
function kubeconfigOf(name: string): string {
  const { clusters } = JSON.parse(kubectl("config", "view", "--minify", "--raw", "--output", "json"));
  const token = kubectl("create", "token", name, "--namespace", HOME, "--duration", "1h").trim();
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "c", cluster: clusters[0].cluster }],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: "c", user: name } }],
  });
}
