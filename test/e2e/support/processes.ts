import { readdirSync, readFileSync } from "node:fs";

/** Processes of this machine whose command line has a marker. */
export function processesWith(marker: string): readonly string[] {
  return pids().filter((pid) => {
    if (Number(pid) === process.pid) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(marker);
    } catch {
      // It has ended since the folder was read.
      return false;
    }
  });
}

/** The processes that a process has started, and those that they have. */
export function descendantsOf(pid: number): readonly string[] {
  const parents = new Map(pids().map((each) => [each, parentOf(each)]));
  const found = [`${pid}`];
  // The list grows while it is walked, until no one in it has a child that is not.
  for (const parent of found) for (const [child, its] of parents) if (its === parent) found.push(child);
  return found.slice(1);
}

/** Of some processes, those that still run. */
export function running(processes: readonly string[]): readonly string[] {
  const now = new Set(pids());
  return processes.filter((pid) => now.has(pid));
}

function pids(): readonly string[] {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
}

function parentOf(pid: string): string | undefined {
  try {
    // The name in brackets may hold anything; the parent is the second field after it.
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[1];
  } catch {
    // It has ended since the folder was read.
    return undefined;
  }
}
