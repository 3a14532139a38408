import { type ClusterUnderTest, nodeOf } from "./cluster-under-test.ts";

/** A process of a probe pod's agent, by its id on the pod's node. */
export interface AgentProcess {
  readonly node: string;
  readonly pid: string;
  readonly role: "serve" | "dial";
}

/** Prints the id and the command line of each process of a node that has a marker. */
const LOOK = (marker: string): string =>
  `for f in /proc/[0-9]*; do line=$(tr '\\0' ' ' <$f/cmdline 2>/dev/null) || continue; case $line in *'${marker}'*) echo "\${f#/proc/} $line";; esac; done`;

/** The processes of a pod's agent; of a role, if one is asked for. */
export async function agentProcesses(
  cluster: ClusterUnderTest,
  pod: string,
  role?: AgentProcess["role"],
): Promise<readonly AgentProcess[]> {
  const node = await nodeOf(cluster, pod);
  // The shell that looks has the marker in its own command line; the agent's begins with the program.
  const rows = (await cluster.onNode(node, LOOK(`"pod":"${pod}"`))).split("\n");
  const found = rows.flatMap((row): readonly AgentProcess[] => {
    const [, pid, itsRole] =
      /^(\d+) (?:\/nodejs\/bin\/node|\/proc\/1\/exe) .*"role":"(serve|dial)"/.exec(row) ?? [];
    return pid === undefined ? [] : [{ node, pid, role: itsRole === "dial" ? "dial" : "serve" }];
  });
  const wanted = found.filter((process) => role === undefined || process.role === role);
  if (wanted.length === 0) throw new Error(`no agent of ${pod} was found on ${node}`);
  return wanted;
}

export async function signal(
  cluster: ClusterUnderTest,
  processes: readonly AgentProcess[],
  name: "STOP" | "CONT" | "KILL",
): Promise<void> {
  for (const { node, pid } of processes)
    await cluster.onNode(node, `kill -${name} ${pid} 2>/dev/null || true`);
}

/** The directory of a process in the hierarchy of a controller, on its node (cgroup v1). */
export async function cgroupOf(
  cluster: ClusterUnderTest,
  { node, pid }: AgentProcess,
  controller: "cpu" | "memory",
): Promise<string> {
  const line = `grep -E ':([^:]*,)?${controller}(,[^:]*)?:' /proc/${pid}/cgroup | cut -d: -f3`;
  return `/sys/fs/cgroup/${controller}${(await cluster.onNode(node, line)).trim()}`;
}
