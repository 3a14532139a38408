import { argvOf, descendantsOf, type Process, processAt } from "./processes.ts";

/** What can be disturbed, by the part that it plays in a run on the local cluster. */
export const VICTIMS = ["main", "agent", "nsenter", "unshare", "shell", "script", "dns"] as const;

export type Victim = (typeof VICTIMS)[number];

/** The processes that play a part in the run of a main process, at this moment. */
export function findVictims(victim: Victim, mainPid: number): readonly Process[] {
  if (victim === "main") return [processAt(mainPid)].filter((main) => main !== undefined);
  return descendantsOf(mainPid).filter((process) => partOf(process) === victim);
}

export function agentsOf(mainPid: number): readonly Process[] {
  return findVictims("agent", mainPid);
}

/** What a process that is not the main one does. A program that is about to become one of these is none yet. */
function partOf(process: Process): Victim | undefined {
  const argv = argvOf(process);
  const [program = ""] = argv;
  if (program === "nsenter") return argv.includes("--pid") ? "nsenter" : "script";
  if (program === "unshare") return "unshare";
  if (program === "sh") return isFirst(process) ? "shell" : "script";
  if (["ip", "nft", "mount"].includes(program)) return "script";
  if (!/(^|\/)node$/.test(program)) return undefined;
  if (argv.some((each) => each.endsWith("agent.mjs"))) return "agent";
  return argv.some((each) => each.endsWith("dns.mjs")) ? "dns" : undefined;
}

/** The shell that is the first process of a box is a child of `unshare`; those of scripts are its children. */
function isFirst({ parent }: Process): boolean {
  const above = processAt(parent);
  return above !== undefined && argvOf(above)[0] === "unshare";
}
