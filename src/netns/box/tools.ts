import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { ClusterError } from "../../cluster/port.ts";

/** The programs that a box is made with, and the Debian packages that have them. */
const PACKAGES: ReadonlyMap<string, string> = new Map([
  ["ip", "iproute2"],
  ["nft", "nftables"],
  ["unshare", "util-linux"],
  ["nsenter", "util-linux"],
  ["setpriv", "util-linux"],
  ["mount", "mount"],
]);

/** A search path for programs, extended by where they are but ordinary users do not look. */
export function toolPath(path: string): string {
  return [...path.split(delimiter).filter(Boolean), "/usr/sbin", "/sbin", "/usr/bin", "/bin"].join(delimiter);
}

/**
 * Looks for all programs that a box needs.
 *
 * @param path - directories, as in PATH.
 * @throws ClusterError that names those missing and how to install them.
 */
export function requireTools(path: string): void {
  const missing = [...PACKAGES].filter(([tool]) => !onPath(tool, path));
  if (missing.length === 0) return;
  const tools = missing.map(([tool]) => tool).join(", ");
  const packages = [...new Set(missing.map(([, name]) => name))].join(" ");
  throw new ClusterError(
    `the local cluster needs ${tools}, not found here; install: apt-get install ${packages}`,
  );
}

function onPath(tool: string, path: string): boolean {
  return path.split(delimiter).some((directory) => isExecutable(join(directory, tool)));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    // Absent and not executable are the same to whoever wants to run it.
    return false;
  }
}
