/** Hands on the probe pods of a run. */
import { agentProcesses, cgroupOf, signal } from "../hands/agent-processes.ts";
import type { ClusterUnderTest } from "../hands/cluster-under-test.ts";
import {
  type Blow,
  DB,
  type FaultCase,
  type HandCase,
  type Heal,
  IN_STEP_2,
  MOMENTS,
  nothingToHeal,
  sleep,
} from "../lab/fault-case.ts";

const CASES: readonly HandCase[] = [
  { name: "pod-deleted", fault: "a probe pod is deleted", strike: deletePod },
  {
    name: "pod-deleted-in-control",
    fault: "a probe pod is deleted",
    where: "before the first policy",
    when: MOMENTS.control,
    strike: deletePod,
  },
  {
    name: "pod-evicted",
    fault: "a probe pod is evicted through the API",
    strike: async ({ cluster, pod }) => {
      await evict(cluster, pod(DB));
      return nothingToHeal;
    },
  },
  {
    name: "agent-out-of-memory",
    fault: "an agent is killed since its container is out of memory",
    strike: exhaustMemory,
  },
  {
    name: "agent-killed",
    fault: "an agent's listeners are killed",
    strike: async ({ cluster, pod }) => {
      await signal(cluster, await agentProcesses(cluster, pod(DB), "serve"), "KILL");
      return nothingToHeal;
    },
  },
  {
    name: "listeners-stopped",
    fault: "an agent's listeners are stopped (SIGSTOP), for good",
    strike: (blow) => stop(blow, "serve"),
  },
  {
    name: "listeners-stopped-8s",
    fault: "an agent's listeners are stopped (SIGSTOP) for 8 s",
    strike: (blow) => stop(blow, "serve", 8_000),
  },
  {
    name: "dialer-stopped",
    fault: "the process that dials for a pod is stopped (SIGSTOP), for good",
    strike: (blow) => stop(blow, "dial"),
  },
  { name: "agent-starved", fault: "an agent gets 1 % of a processor", strike: starve },
];

export const POD_CASES: readonly FaultCase[] = CASES.map((each) => ({
  ...IN_STEP_2,
  ...each,
  disrupts: false,
  by: "direct",
}));

async function deletePod({ cluster, pod }: Blow): Promise<Heal> {
  const [namespace = "", name = ""] = pod(DB).split("/");
  await cluster.kubectl("delete", "pod", "-n", namespace, name, "--force", "--grace-period=0");
  return nothingToHeal;
}

/** The Eviction API (policy/v1), as `kubectl drain` uses it. */
async function evict({ kubectlWith }: ClusterUnderTest, pod: string): Promise<void> {
  const [namespace = "", name = ""] = pod.split("/");
  const body = JSON.stringify({ apiVersion: "policy/v1", kind: "Eviction", metadata: { name, namespace } });
  const path = `/api/v1/namespaces/${namespace}/pods/${name}/eviction`;
  await kubectlWith(body, "create", "--raw", path, "-f", "-");
}

async function stop({ cluster, pod }: Blow, role: "serve" | "dial", forMs?: number): Promise<Heal> {
  const processes = await agentProcesses(cluster, pod(DB), role);
  await signal(cluster, processes, "STOP");
  const goOn = () => signal(cluster, processes, "CONT");
  if (forMs === undefined) return goOn;
  await sleep(forMs);
  await goOn();
  return nothingToHeal;
}

async function starve({ cluster, pod }: Blow): Promise<Heal> {
  const [process] = await agentProcesses(cluster, pod(DB), "serve");
  if (process === undefined) return nothingToHeal;
  const directory = await cgroupOf(cluster, process, "cpu");
  await cluster.onNode(process.node, `echo 1000 > ${directory}/cpu.cfs_quota_us`);
  return nothingToHeal;
}

/** Fills a file system in memory on the container's account until its limit is reached, and something there has to die. */
async function exhaustMemory({ cluster, pod }: Blow): Promise<Heal> {
  const [process] = await agentProcesses(cluster, pod(DB), "serve");
  if (process === undefined) return nothingToHeal;
  const directory = await cgroupOf(cluster, process, "memory");
  const place = "/run/netverdict-memory";
  const fill = `mkdir -p ${place} && mount -t tmpfs none ${place} && sh -c 'echo $$ > ${directory}/cgroup.procs && exec dd if=/dev/zero of=${place}/full bs=1M count=600 2>/dev/null' || true`;
  await cluster.onNode(process.node, fill);
  return async () => void (await cluster.onNode(process.node, `umount ${place} || true`));
}
