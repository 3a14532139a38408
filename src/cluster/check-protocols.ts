import { isProbed, PROBED_PROTOCOLS } from "../agent/protocol.ts";
import type { Capabilities, Pod, Protocol } from "../model/index.ts";
import { ClusterError } from "./port.ts";

/** Why a protocol cannot be probed; undefined for those in the agent's table of kinds. */
function whyNotProbed(protocol: Protocol): string | undefined {
  if (isProbed(protocol)) return undefined;
  return `${protocol} cannot be probed: the agent probes ${PROBED_PROTOCOLS.join(" and ")} only`;
}

const noSctp = whyNotProbed("SCTP");

/** What every cluster lacks whose probes are the agent's. Only SCTP is a feature that a scenario may require. */
export const LACKING_PROBES: Capabilities["lacks"] = noSctp === undefined ? {} : { sctp: noSctp };

/** @throws ClusterError with the reason if one of the pods serves what the agent cannot probe. */
export function checkProtocols(pods: readonly Pod[]): void {
  for (const { ref, ports } of pods)
    for (const { protocol } of ports) {
      const reason = whyNotProbed(protocol);
      if (reason !== undefined) throw new ClusterError(`${reason} (pod ${ref} serves it)`);
    }
}
