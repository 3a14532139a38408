import { execa } from "execa";

/** A cluster that may be damaged. Its nodes are containers of this machine, named as the nodes are (kind). */
export interface ClusterUnderTest {
  readonly context: string;
  kubectl(...args: readonly string[]): Promise<string>;
  /** With something on stdin. */
  kubectlWith(input: string, ...args: readonly string[]): Promise<string>;
  /** Runs a line of shell on a node. */
  onNode(node: string, line: string): Promise<string>;
  docker(...args: readonly string[]): Promise<string>;
}

export function clusterUnderTest(context: string, kubeconfig?: string): ClusterUnderTest {
  const where = ["--context", context, ...(kubeconfig === undefined ? [] : ["--kubeconfig", kubeconfig])];
  const docker = async (...args: readonly string[]) => (await execa("docker", args)).stdout;
  const kubectlWith = async (input: string, ...args: readonly string[]) =>
    (await execa("kubectl", [...where, ...args], { input })).stdout;
  return {
    context,
    docker,
    kubectlWith,
    kubectl: (...args) => kubectlWith("", ...args),
    onNode: (node, line) => docker("exec", node, "sh", "-c", line),
  };
}

export async function nodeOf({ kubectl }: ClusterUnderTest, pod: string): Promise<string> {
  const [namespace = "", name = ""] = pod.split("/");
  return kubectl("get", "pod", "-n", namespace, name, "-o", "jsonpath={.spec.nodeName}");
}

export async function controlPlaneOf({ kubectl }: ClusterUnderTest): Promise<string> {
  const label = "node-role.kubernetes.io/control-plane";
  return kubectl("get", "nodes", "-l", label, "-o", "jsonpath={.items[0].metadata.name}");
}

/** The pod by which a network plugin enforces on a node: one of a DaemonSet of kube-system that is not kube-proxy. */
export async function pluginPodOn({ kubectl }: ClusterUnderTest, node: string): Promise<string> {
  const columns =
    "custom-columns=NAME:.metadata.name,KIND:.metadata.ownerReferences[0].kind,OWNER:.metadata.ownerReferences[0].name";
  const onNode = ["--field-selector", `spec.nodeName=${node}`];
  const rows = await kubectl("get", "pods", "-n", "kube-system", ...onNode, "--no-headers", "-o", columns);
  const found = rows.split("\n").map((row) => row.trim().split(/\s+/));
  const [name] = found.find(([, kind, owner]) => kind === "DaemonSet" && owner !== "kube-proxy") ?? [];
  if (name === undefined) throw new Error(`no network plugin's pod was found on ${node}`);
  return name;
}

/** Resolves when every node is ready, and every pod of kube-system. */
export async function healthy(cluster: ClusterUnderTest, limitMs = 180_000): Promise<void> {
  const end = Date.now() + limitMs;
  for (;;) {
    const ill = await illness(cluster).catch((error: unknown) => String(error));
    if (ill === "") return;
    if (Date.now() > end) throw new Error(`the cluster does not recover: ${ill}`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

async function illness({ kubectl }: ClusterUnderTest): Promise<string> {
  const ready = '{range .items[*]}{.metadata.name}={.status.conditions[?(@.type=="Ready")].status} {end}';
  const nodes = await kubectl("get", "nodes", "-o", `jsonpath=${ready}`);
  const pods = await kubectl("get", "pods", "-n", "kube-system", "-o", `jsonpath=${ready}`);
  return [...nodes.split(" "), ...pods.split(" ")]
    .filter((one) => one !== "" && !one.endsWith("=True"))
    .join(" ");
}
