import { readFile } from "node:fs/promises";
import { ClusterError } from "../cluster/port.ts";

/** Settings that forbid user namespaces: the file, the value that does, and the setting that allows them. */
const SETTINGS = [
  [
    "/proc/sys/kernel/apparmor_restrict_unprivileged_userns",
    "1",
    "kernel.apparmor_restrict_unprivileged_userns=0",
  ],
  ["/proc/sys/kernel/unprivileged_userns_clone", "0", "kernel.unprivileged_userns_clone=1"],
  ["/proc/sys/user/max_user_namespaces", "0", "user.max_user_namespaces=10000"],
] as const;

/** Adds to a box's failure what to do about it. */
export async function explainForbidden(cause: unknown): Promise<ClusterError> {
  const reason = cause instanceof Error ? cause.message.replaceAll("\n", "; ") : String(cause);
  return new ClusterError(`cannot make network namespaces here (${reason}): ${await advice()}`, { cause });
}

async function advice(): Promise<string> {
  if (process.getuid?.() === 0) return "a container must be privileged for that";
  for (const [file, forbidden, remedy] of SETTINGS) {
    if ((await setting(file)) === forbidden) return `run as root, or once 'sysctl -w ${remedy}'`;
  }
  return "run as root";
}

async function setting(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch {
    // A kernel without the setting does not forbid anything by it.
    return undefined;
  }
}
