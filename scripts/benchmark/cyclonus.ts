import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { stringify } from "yaml";
import type { NetworkPolicy } from "../../src/model/index.ts";

/** Where the peer runs. */
export interface PeerTarget {
  readonly context: string;
  readonly kubeconfig?: string;
}

/** One step of the peer's, in ms: from the moment it knows its pods to its last answer, and its probing alone. */
export interface PeerRun {
  readonly stepMs: number;
  readonly probingMs: number;
  readonly probes: number;
}

/** The peer sleeps so long before it probes, whatever the cluster does: its default, in seconds. */
const WAIT_S = 5;

/** The namespaces that the peer makes and leaves. */
const NAMESPACES = ["x", "y", "z"];

/**
 * Runs `cyclonus probe` on the shape of the nine pods (x, y, z × a, b, c; ports 80 and 81; TCP and UDP; by pod IP) with
 * a timeout of one second. Its pods' creation is not timed.
 */
export async function cyclonusProbe(target: PeerTarget, policy?: NetworkPolicy): Promise<PeerRun> {
  const folder = await mkdtemp(join(tmpdir(), "netverdict-bench-"));
  try {
    return await timed(target, policy === undefined ? [] : ["--policy-path", await written(folder, policy)]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Removes what the peer leaves behind. */
export async function removePeer({ context, kubeconfig }: PeerTarget): Promise<void> {
  const kube = kubeconfig === undefined ? [] : ["--kubeconfig", kubeconfig];
  await execa("kubectl", [
    "--context",
    context,
    ...kube,
    "delete",
    "namespace",
    "--ignore-not-found",
    ...NAMESPACES,
  ]);
}

async function written(folder: string, policy: NetworkPolicy): Promise<string> {
  const path = join(folder, "policy.yaml");
  await writeFile(path, stringify(policy));
  return path;
}

async function timed({ context, kubeconfig }: PeerTarget, extra: readonly string[]): Promise<PeerRun> {
  const args = [
    "probe",
    "--context",
    context,
    "--server-protocol",
    "TCP,UDP",
    "--probe-mode",
    "pod-ip",
    "-v",
    "debug",
  ];
  args.push(
    "--job-timeout-seconds",
    "1",
    "--perturbation-wait-seconds",
    `${WAIT_S}`,
    "--pod-creation-timeout-seconds",
    "300",
  );
  const env = kubeconfig === undefined ? {} : { KUBECONFIG: kubeconfig };
  const child = execa("cyclonus", [...args, ...extra], { env, all: true });
  let first = Number.NaN;
  let last = Number.NaN;
  let probes = 0;
  for await (const line of child.iterable({ from: "all" })) {
    if (line.includes("ip for pod")) first = performance.now();
    if (!line.includes("stderr from kubectl exec")) continue;
    last = performance.now();
    probes++;
  }
  await child;
  return { stepMs: last - first, probingMs: last - first - WAIT_S * 1000, probes };
}
