import type { ClusterSession } from "../../cluster/port.ts";
import type { ClusterFacts, PodRef } from "../../model/index.ts";
import type { ApiServer } from "../api/api-server.ts";
import { inParallel } from "../api/in-parallel.ts";
import { batchChanges } from "../changes/batch-changes.ts";
import { refusalOf } from "../changes/refusal.ts";
import { diagnosePod } from "../pods/diagnosis.ts";
import { channelTo } from "./connect.ts";
import { makeChange } from "./make-change.ts";
import type { Run } from "./run.ts";

const DIAGNOSIS_LIMIT_MS = 15_000;

/** Changes under way at one time. */
const PARALLEL = 16;

/** The session of a run whose pods answer. `close` ends the channels and removes what the run created. */
export function kubernetesSession(run: Run, close: () => Promise<void>): ClusterSession {
  const { api, layout, placements, clusterIps } = run;
  let closed: Promise<void> | undefined;
  return {
    facts: factsOf(run),
    placements,
    clusterIps,
    sentinels: layout.sentinels,
    sentinelNamespace: layout.sentinelNamespace,
    async apply(changes, signal) {
      for (const batch of batchChanges(changes, layout.sentinelNamespace.name))
        await inParallel(batch, PARALLEL, (change) => makeChange(run, change, signal), signal);
    },
    refusalOf: (manifest, signal) => refusalOf(api, manifest, signal),
    async probe(from, batch, signal) {
      return channelTo(run, from)
        .ask(batch, signal)
        .catch((error: unknown) => {
          signal.throwIfAborted();
          throw error;
        });
    },
    diagnose: (pod) => diagnosis(api, pod),
    [Symbol.asyncDispose]: () => {
      closed ??= close();
      return closed;
    },
  };
}

function factsOf({ api, layout }: Run): ClusterFacts {
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
