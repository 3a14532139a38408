import type { ClusterLimits } from "../cluster/port.ts";
import type { Change } from "../model/index.ts";
import { STARTS_AT_ONCE } from "./agents/pod-agents.ts";

/** How long an agent may take to answer when it is started, in ms. */
export const START_LIMIT_MS = 30_000;

/** For the box, the network within it and the rules, which take a second for a hundred pods. */
const NETWORK_MS = 60_000;

/** For a script that has to end first, for agents that do not end by themselves, and for the box. */
const CLOSING_MS = 45_000;

/** What the local cluster may take on a machine that is very busy. `startLimitMs` is for the start of one agent. */
export function localLimits(startLimitMs: number): ClusterLimits {
  const startingMs = (agents: number) => Math.ceil(agents / STARTS_AT_ONCE) * startLimitMs;
  return {
    capabilitiesMs: 1_000,
    // Each of the pods may bring a sentinel with it.
    openingMs: ({ pods }) => NETWORK_MS + startingMs(2 * pods.length),
    changingMs: (changes) => startingMs(changes.filter(startsPod).length),
    closingMs: CLOSING_MS,
  };
}

export const LOCAL_LIMITS = localLimits(START_LIMIT_MS);

function startsPod({ action }: Change): boolean {
  return action === "create-pod" || action === "restart-pod";
}
