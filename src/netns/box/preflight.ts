import { ClusterError } from "../../cluster/port.ts";
import { openBox } from "./open-box.ts";
import { requireTools, toolPath } from "./tools.ts";

/**
 * Whether a local cluster can be opened here: makes an empty box with a firewall and removes it.
 *
 * @throws ClusterError that says in one line what is missing and what to do.
 */
export async function preflight(signal: AbortSignal): Promise<void> {
  const path = requiredPath();
  const box = await openBox(path, [], signal);
  try {
    await box.run(FIREWALL, { purpose: "a firewall in a network namespace", signal });
  } finally {
    await box.close();
  }
}

const FIREWALL = "ip netns add probe\nnsenter --net=/run/netns/probe nft add table inet netverdict";

/** The search path on which all tools have been found. Throws ClusterError as `preflight` does. */
export function requiredPath(): string {
  if (process.platform !== "linux")
    throw new ClusterError(`the local cluster needs Linux, this is ${process.platform}`);
  const path = toolPath(process.env.PATH ?? "");
  requireTools(path);
  return path;
}
