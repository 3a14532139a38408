import { readdirSync, readFileSync } from "node:fs";

/** A process of this machine. `startedAt` tells it from a later one with the same number. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly startedAt: string;
  /** As `ps` gives it: `S`, `T` for stopped, `Z` for one that has ended and was not waited for. */
  readonly state: string;
}

/** The arguments of a process, none if it has ended. */
export function argvOf({ pid }: Process): readonly string[] {
  return read(pid, "cmdline").split("\0").slice(0, -1);
}

/** Every process that a process has started, and those that they have, at this moment. */
export function descendantsOf(pid: number): readonly Process[] {
  const all = processes();
  const found = all.filter((each) => each.parent === pid);
  // The list grows while it is walked.
  for (const { pid: parent } of found) found.push(...all.filter((each) => each.parent === parent));
  return found;
}

/** Of some processes, those that have not ended, as they are now. */
export function survivorsOf(some: Iterable<Process>): readonly Process[] {
  return [...some].flatMap(({ pid, startedAt }) => {
    const now = processAt(pid);
    return now !== undefined && now.startedAt === startedAt && now.state !== "Z" ? [now] : [];
  });
}

/** The processes that have a text in their environment, whoever's children they are by now. */
export function markedProcesses(marker: string): readonly Process[] {
  return processes().filter(({ pid }) => read(pid, "environ").includes(marker));
}

/** The process itself and not a later one of its number. */
export function isStill(process: Process): boolean {
  return survivorsOf([process]).length > 0;
}

export function processAt(pid: number): Process | undefined {
  const stat = read(pid, "stat");
  // The name in brackets may hold anything: proc(5), fields 3, 4 and 22.
  const fields = stat.slice(stat.lastIndexOf(") ") + 2).split(" ");
  const [state, parent] = fields;
  const startedAt = fields[19];
  if (state === undefined || startedAt === undefined) return undefined;
  return { pid, parent: Number(parent), startedAt, state };
}

function processes(): readonly Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => processAt(Number(name)) ?? []);
}

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    // It has ended since it was listed, or is not ours.
    return "";
  }
}
