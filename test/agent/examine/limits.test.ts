import assert from "node:assert/strict";
import { readLimits } from "../../../src/agent/examine/limits.ts";
import { withFiles } from "../../cli/terminal.ts";

const LIMITS =
  "Limit  Soft Limit  Hard Limit  Units\nMax open files            1024                 4096                 files\n";

describe("the limits of a pod", () => {
  it("are read from cgroup v2", () =>
    withFiles(
      {
        "sys/fs/cgroup/pids.max": "512\n",
        "sys/fs/cgroup/cpu.max": "50000 100000\n",
        "sys/fs/cgroup/cpu.stat": "usage_usec 5\nnr_periods 9\nnr_throttled 4\n",
        "proc/self/limits": LIMITS,
        "proc/sys/net/ipv4/neigh/default/gc_thresh3": "1024\n",
      },
      async (root) => {
        assert.deepEqual(await readLimits(root), {
          processes: 512,
          processors: 0.5,
          throttled: 4,
          openFiles: 1024,
          neighbours: 1024,
        });
      },
    ));

  it("are read from cgroup v1", () =>
    withFiles(
      {
        "sys/fs/cgroup/pids/pids.max": "100\n",
        "sys/fs/cgroup/cpu/cpu.cfs_quota_us": "200000\n",
        "sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
        "sys/fs/cgroup/cpu/cpu.stat": "nr_periods 0\nnr_throttled 0\n",
      },
      async (root) => {
        assert.deepEqual(await readLimits(root), { processes: 100, processors: 2, throttled: 0 });
      },
    ));

  it("are absent where the kernel sets none or shows none", () =>
    withFiles(
      { "sys/fs/cgroup/pids.max": "max\n", "sys/fs/cgroup/cpu.max": "max 100000\n" },
      async (root) => {
        assert.deepEqual(await readLimits(root), {});
      },
    ));
});
