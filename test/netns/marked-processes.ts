import { readdirSync, readFileSync } from "node:fs";

/** The command lines of this machine's processes that have a text in their environment. */
export function markedProcesses(marker: string): readonly string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && readProcess(name, "environ").includes(marker))
    .map((pid) => readProcess(pid, "cmdline").replaceAll("\0", " ").trim());
}

function readProcess(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    // It has ended since it was listed, or is not ours.
    return "";
  }
}
