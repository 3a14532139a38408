import type { Examination } from "../../agent/examination.ts";
import type { OpenAgentStream } from "../../channel/agent-stream.ts";
import type { Placement } from "../../cluster/port.ts";
import type { Labels, PodRef } from "../../model/index.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { ExecTimings } from "../exec/exec-stream.ts";
import type { PlacedPod } from "../nodes/placement.ts";
import type { PodSettings } from "../objects/pod-object.ts";

/** Where the agent of one of a scenario's pods runs, whoever's pod that is. */
export interface ProbeHost {
  readonly pod: PodRef;
  readonly placement: Placement;
  /** What its agent runs from, as the node calls it. */
  readonly imageId: string | undefined;
  /** Starts the dialing agent. Rejects with a ClusterError if the host is no longer the one that was started. */
  readonly openAgent: OpenAgentStream;
  /** Ends the host; resolves when it is gone. */
  remove(signal: AbortSignal): Promise<void>;
  /** What its surroundings are like, seen from within and in the API. */
  examine(signal: AbortSignal): Promise<PodExamination>;
  /** What the cluster says about it, in a sentence. */
  diagnose(signal: AbortSignal): Promise<string>;
}

/** `containers`: names of all, those that others have added included. */
export interface PodExamination {
  readonly pod: PodRef;
  readonly node: string;
  readonly containers: readonly string[];
  readonly annotations: Labels;
  readonly inside: Examination;
}

/** What hosts need to know of the run that they are for. */
export interface HostSetup extends PodSettings {
  readonly api: ApiServer;
  readonly nodeAddresses: ReadonlyMap<string, readonly string[]>;
  readonly exec: ExecTimings;
  /** For hosts to run. */
  readonly readyTimeoutMs: number;
  /** For a host to be gone. */
  readonly removalMs: number;
  /** Whether pods may be listed in their namespaces only. */
  readonly isConfined: boolean;
}

/**
 * A kind of host: starts one for each pod and resolves, in order, when all run; their agents need not answer yet.
 *
 * @throws ClusterError that says which did not come, and why.
 */
export type StartHosts = (
  setup: HostSetup,
  placed: readonly PlacedPod[],
  signal: AbortSignal,
) => Promise<readonly ProbeHost[]>;
