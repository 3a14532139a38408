/** The faults that can be planted, and how they are asked for. */
import * as blocks from "./blocks.ts";
import * as directions from "./directions.ts";
import type { Fault } from "./fault.ts";
import * as losses from "./losses.ts";
import * as namedPorts from "./named-ports.ts";
import * as packets from "./packets.ts";
import * as paths from "./paths.ts";
import * as pods from "./pods.ts";
import * as ports from "./ports.ts";
import * as selectors from "./selectors.ts";
import * as stale from "./stale.ts";
import * as timing from "./timing.ts";

/** A family a file; every fault that a file exports can be planted. */
export const FAULTS: readonly Fault[] = [
  losses,
  directions,
  blocks,
  selectors,
  ports,
  namedPorts,
  paths,
  packets,
  stale,
  pods,
  timing,
].flatMap((family) => Object.values<Fault>(family));
