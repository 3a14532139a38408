import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./netverdict.ts";

/** The namespace of the application below. */
export const LIVE_NAMESPACE = "shop";
const MANIFESTS = join(ROOT, "test/fixtures/live-namespace/shop.yaml");

export function kubectl(...args: readonly string[]): string {
  const context = process.env.NETVERDICT_E2E_CONTEXT ?? "";
  return execFileSync("kubectl", ["--context", context, ...args], { encoding: "utf8", stdio: "pipe" });
}

/** Has an application with Deployments, a StatefulSet, Services and policies run in the cluster under test. */
export async function withLiveApplication(use: () => Promise<void>): Promise<void> {
  try {
    kubectl("apply", "--filename", MANIFESTS);
    for (const workload of ["deployment/web", "deployment/api", "deployment/mailer", "statefulset/db"])
      kubectl("rollout", "status", workload, "--namespace", LIVE_NAMESPACE, "--timeout", "180s");
    await use();
  } finally {
    kubectl("delete", "namespace", LIVE_NAMESPACE, "--ignore-not-found");
  }
}
