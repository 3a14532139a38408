import type { Examination } from "../examination.ts";
import { firstText, numberOf } from "./read-files.ts";

export type Limits = Pick<Examination, "processes" | "processors" | "throttled" | "openFiles" | "neighbours">;

/** The files of cgroup v2 and v1 (the kernel's admin-guide/cgroup-v2.rst, admin-guide/cgroup-v1), below a root. */
export async function readLimits(root = ""): Promise<Limits> {
  const cgroup = `${root}/sys/fs/cgroup`;
  const [pids, max, quota, period, stat, files, neighbours] = await Promise.all([
    firstText(`${cgroup}/pids.max`, `${cgroup}/pids/pids.max`),
    firstText(`${cgroup}/cpu.max`),
    firstText(`${cgroup}/cpu/cpu.cfs_quota_us`),
    firstText(`${cgroup}/cpu/cpu.cfs_period_us`),
    firstText(`${cgroup}/cpu.stat`, `${cgroup}/cpu/cpu.stat`),
    firstText(`${root}/proc/self/limits`),
    firstText(`${root}/proc/sys/net/ipv4/neigh/default/gc_thresh3`),
  ]);
  return present({
    processes: numberOf(pids),
    processors: processorsOf(max ?? `${quota} ${period}`),
    throttled: numberOf(/^nr_throttled (\d+)$/m.exec(stat ?? "")?.[1]),
    openFiles: numberOf(/^Max open files +(\d+)/m.exec(files ?? "")?.[1]),
    neighbours: numberOf(neighbours),
  });
}

/** `50000 100000` is half a processor; `max` or a quota of -1 is no limit. */
function processorsOf(text: string): number | undefined {
  const [quota, period] = text.split(" ").map(numberOf);
  return quota === undefined || period === undefined ? undefined : quota / period;
}

function present(limits: Readonly<Record<keyof Limits, number | undefined>>): Limits {
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}
