import type { AgentChannel } from "../channel/agent-channel.ts";
import { ClusterError, type ClusterSession, type Placement } from "../cluster/port.ts";
import type { ClusterFacts, Pod, PodRef } from "../model/index.ts";
import type { ApiServer } from "./api-server.ts";
import type { PodStatusObject } from "./api-types.ts";
import { applyChange } from "./apply-change.ts";
import { diagnosePod } from "./diagnosis.ts";
import type { Layout } from "./layout.ts";

const DIAGNOSIS_LIMIT_MS = 15_000;

/** What a session is made of. `close` ends the channels and removes what the run created. */
export interface SessionParts {
  readonly api: ApiServer;
  readonly run: string;
  readonly layout: Layout;
  readonly placements: ReadonlyMap<PodRef, Placement>;
  readonly channels: ReadonlyMap<PodRef, AgentChannel>;
  readonly close: () => Promise<void>;
}

export function kubernetesSession(parts: SessionParts): ClusterSession {
  const { api, run, layout, placements, channels } = parts;
  let closed: Promise<void> | undefined;
  return {
    facts: factsOf(api, layout),
    placements,
    sentinels: layout.sentinels,
    sentinelNamespace: layout.sentinelNamespace,
    async apply(changes, signal) {
      for (const change of changes) await applyChange(api, change, run, signal);
    },
    async probe(from, batch, signal) {
      const channel = channels.get(from);
      if (channel === undefined) throw new ClusterError(`pod ${from} is not of this run`);
      return channel.ask(batch, signal).catch((error: unknown) => {
        signal.throwIfAborted();
        throw error;
      });
    },
    diagnose: (pod) => diagnosis(api, pod),
    [Symbol.asyncDispose]: () => {
      closed ??= parts.close();
      return closed;
    },
  };
}

/** Where the cluster has put the pods. */
export function placementsOf(
  pods: readonly Pod[],
  statuses: ReadonlyMap<PodRef, PodStatusObject>,
): ReadonlyMap<PodRef, Placement> {
  return new Map(
    pods.map(({ ref }) => {
      const found = statuses.get(ref);
      const addresses = (found?.status?.podIPs ?? []).map(({ ip }) => ip);
      return [ref, { node: found?.spec?.nodeName ?? "", addresses }];
    }),
  );
}

function factsOf(api: ApiServer, layout: Layout): ClusterFacts {
  return { kind: "kubernetes", name: api.credentials.context, nodes: layout.nodes };
}

async function diagnosis(api: ApiServer, pod: PodRef): Promise<string> {
  try {
    return await diagnosePod(api, pod, AbortSignal.timeout(DIAGNOSIS_LIMIT_MS));
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return `pod ${pod}: the cluster could not be asked about it: ${text}`;
  }
}
