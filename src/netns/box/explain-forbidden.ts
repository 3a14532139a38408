import { readFile } from "node:fs/promises";
import { ClusterError } from "../../cluster/port.ts";
import { exhaustion } from "./exhaustion.ts";

/** Who asks, and what the kernel's settings are. */
export interface Circumstances {
  readonly root: boolean;
  /** The content of a file under /proc/sys, trimmed; undefined if this kernel lacks it. */
  readonly setting: (file: string) => Promise<string | undefined>;
}

/** Settings that forbid user namespaces: the file, the value that does, and the setting that allows them. */
const SETTINGS = [
  ["kernel/apparmor_restrict_unprivileged_userns", "1", "kernel.apparmor_restrict_unprivileged_userns=0"],
  ["kernel/unprivileged_userns_clone", "0", "kernel.unprivileged_userns_clone=1"],
  ["user/max_user_namespaces", "0", "user.max_user_namespaces=10000"],
] as const;

/** Adds to a box's failure, in one line, what to do about it. */
export async function explainForbidden(cause: unknown, where: Circumstances = here()): Promise<ClusterError> {
  const reason = cause instanceof Error ? cause.message.replaceAll("\n", "; ") : String(cause);
  const limit = exhaustion(reason);
  if (limit !== undefined) return new ClusterError(`the local cluster cannot start: ${limit}`, { cause });
  const remedy = await advice(where);
  return new ClusterError(`cannot make network namespaces here (${reason}): ${remedy}`, { cause });
}

async function advice({ root, setting }: Circumstances): Promise<string> {
  if (root) return "a container must be privileged for that";
  for (const [file, forbidden, remedy] of SETTINGS) {
    if ((await setting(file)) === forbidden) return `run as root, or allow it: sysctl -w ${remedy}`;
  }
  return "run as root";
}

function here(): Circumstances {
  return { root: process.getuid?.() === 0, setting: readSetting };
}

async function readSetting(file: string): Promise<string | undefined> {
  try {
    return (await readFile(`/proc/sys/${file}`, "utf8")).trim();
  } catch {
    // A kernel without the setting does not forbid anything by it.
    return undefined;
  }
}
