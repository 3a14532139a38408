import { readdirSync, readFileSync } from "node:fs";
import { ClusterError } from "../../cluster/port.ts";

/** The pipes that we hold to a program: its stdin, stdout and stderr. */
const FILES_PER_PROGRAM = 3;

/** What starting programs and everything else may need for a moment. */
const SPARE = 20;

/** How many files this process has open, and may have. */
export interface OpenFiles {
  readonly open: number;
  readonly limit: number;
}

/**
 * To be asked before programs are started: Node cannot tell the failure of one that lacks files from a defect.
 *
 * @throws ClusterError if that many more programs would need more files than this process may open.
 */
export function requireOpenFiles(programs: number, { open, limit }: OpenFiles = openFiles()): void {
  const needed = open + programs * FILES_PER_PROGRAM + SPARE;
  if (needed > limit)
    throw new ClusterError(
      `the local cluster needs ${needed} open files to start ${programs} processes, and ulimit -n allows ${limit}`,
    );
}

function openFiles(): OpenFiles {
  const [, limit] = readFileSync("/proc/self/limits", "utf8").match(/^Max open files\s+(\d+)/m) ?? [];
  return {
    open: readdirSync("/proc/self/fd").length,
    limit: limit === undefined ? Number.POSITIVE_INFINITY : Number(limit),
  };
}
