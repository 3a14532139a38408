import { readdirSync, readFileSync } from "node:fs";

export interface MarkedProcess {
  readonly pid: number;
  readonly command: string;
  /** As `ps` gives it: `S`, `T` for stopped and so on. */
  readonly state: string;
}

/** This machine's processes that have a text in their environment. */
export function markedProcesses(marker: string): readonly MarkedProcess[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && readProcess(name, "environ").includes(marker))
    .map((pid) => ({
      pid: Number(pid),
      command: readProcess(pid, "cmdline").replaceAll("\0", " ").trim(),
      state: readProcess(pid, "stat")
        .replace(/^.*\) /, "")
        .charAt(0),
    }));
}

function readProcess(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    // It has ended since it was listed, or is not ours.
    return "";
  }
}
