import { readdirSync, readFileSync } from "node:fs";

export interface MarkedProcess {
  readonly pid: number;
  readonly command: string;
  /** As `ps` gives it: `S`, `T` for stopped and so on. */
  readonly state: string;
}

/** Processes that began after this one and have a text in their environment: to look into those of others may take long. */
export function markedProcesses(marker: string): readonly MarkedProcess[] {
  return readdirSync("/proc")
    .filter(
      (name) => /^\d+$/.test(name) && begunAt(name) >= OURS && readProcess(name, "environ").includes(marker),
    )
    .map((pid) => ({
      pid: Number(pid),
      command: readProcess(pid, "cmdline").replaceAll("\0", " ").trim(),
      state: statOf(pid)[0] ?? "",
    }));
}

/** When a process began, in ticks since the machine did; see proc_pid_stat(5). */
function begunAt(pid: string): number {
  return Number(statOf(pid)[19] ?? 0);
}

/** What `stat` says after the command, whose name may hold anything. */
function statOf(pid: string): readonly string[] {
  return readProcess(pid, "stat")
    .replace(/^.*\) /s, "")
    .split(" ");
}

function readProcess(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    // It has ended since it was listed, or is not ours.
    return "";
  }
}

const OURS = begunAt("self");
