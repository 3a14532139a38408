import { readdirSync, readFileSync } from "node:fs";

/** Processes of this machine whose command line has a marker. */
export function processesWith(marker: string): readonly string[] {
  return readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(marker);
    } catch {
      // It has ended since the folder was read.
      return false;
    }
  });
}
