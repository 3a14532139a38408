import type { ProbedProtocol } from "../protocol.ts";
import type { ProbeKind } from "./probe-kind.ts";
import { tcp } from "./tcp.ts";
import { udp } from "./udp.ts";

/** What the agent can probe. */
export const KINDS: Readonly<Record<ProbedProtocol, ProbeKind>> = { TCP: tcp, UDP: udp };
