import type { Pod } from "../../model/index.ts";
import type { PlacedPod } from "../nodes/placement.ts";
import { startOwnPods } from "./own-pods.ts";
import type { HostSetup, ProbeHost, StartHosts } from "./probe-host.ts";

/** How a pod's probes are hosted. Another kind of host, such as a container in somebody's pod, is chosen here. */
function hostKindOf(_pod: Pod): StartHosts {
  return startOwnPods;
}

/** Starts a host for each pod, all at one time; resolves when all run. */
export async function startHosts(
  setup: HostSetup,
  placed: readonly PlacedPod[],
  signal: AbortSignal,
): Promise<readonly ProbeHost[]> {
  const kinds = new Map<StartHosts, PlacedPod[]>();
  for (const one of placed) {
    const kind = hostKindOf(one.pod);
    kinds.set(kind, [...(kinds.get(kind) ?? []), one]);
  }
  const started = await Promise.all([...kinds].map(([start, ofKind]) => start(setup, ofKind, signal)));
  return started.flat();
}
