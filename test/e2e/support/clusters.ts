import { execFileSync } from "node:child_process";

/** A cluster that the end-to-end tests can use, or why they cannot. */
export interface ClusterUnderTest {
  readonly name: string;
  readonly args: readonly string[];
  readonly skip?: string;
}

const memory: ClusterUnderTest = { name: "memory", args: ["--cluster", "memory"] };
export const local: ClusterUnderTest = { name: "the local cluster", args: [], ...whyNotLocal() };
/** A real cluster whose CNI enforces NetworkPolicy. */
export const kubernetes = fromContext("a Kubernetes cluster", "NETVERDICT_E2E_CONTEXT");
/** A real cluster whose CNI ignores NetworkPolicy. */
export const unenforced = fromContext(
  "a cluster that enforces nothing",
  "NETVERDICT_E2E_UNENFORCED_CONTEXT",
  "NETVERDICT_E2E_UNENFORCED_KUBECONFIG",
);

export const clusters: readonly ClusterUnderTest[] = [memory, local, kubernetes];

function fromContext(name: string, contextVariable: string, kubeconfigVariable?: string): ClusterUnderTest {
  const context = process.env[contextVariable];
  if (context === undefined) return { name, args: [], skip: `${contextVariable} names no context` };
  const kubeconfig = kubeconfigVariable && process.env[kubeconfigVariable];
  return { name, args: ["--context", context, ...(kubeconfig ? ["--kubeconfig", kubeconfig] : [])] };
}

function whyNotLocal(): { readonly skip?: string } {
  try {
    execFileSync("unshare", ["--user", "--map-root-user", "--net", "nft", "list", "tables"], {
      stdio: "pipe",
    });
    return {};
  } catch (error) {
    return {
      skip: `no user namespaces or no nft here: ${error instanceof Error ? error.message.split("\n")[0] : error}`,
    };
  }
}
