import type { WireReply } from "../agent/protocol.ts";
import type { Observation, Outcome, PodRef } from "../model/index.ts";

/** Turns an agent's reply into an observation: `reachable` only if the target itself answered, in this run. */
export function observationOf(reply: WireReply, target: PodRef, run: string): Observation {
  const { outcome, latencyMs, detail } = { detail: reply.detail, ...judgePeer(reply, target, run) };
  return {
    outcome,
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(detail === undefined ? {} : { detail }),
  };
}

interface PeerJudgement {
  readonly outcome: Outcome;
  readonly latencyMs?: number;
  readonly detail?: string;
}

function judgePeer(reply: WireReply, target: PodRef, run: string): PeerJudgement {
  if (reply.outcome !== "answered") return { outcome: reply.outcome };
  const peer = reply.peer;
  if (peer?.pod === target && peer.run === run) return { outcome: "reachable", latencyMs: reply.ms };
  if (peer === undefined || peer.pod === "") return { outcome: "wrong-peer" };
  return {
    outcome: "wrong-peer",
    detail: `${peer.pod} answered${peer.run === run ? "" : " (of another run)"}`,
  };
}
