import type { WireReply } from "../agent/protocol.ts";
import type { ProbeRequest } from "../cluster/port.ts";
import { endsOf, type Observation } from "../model/index.ts";

/**
 * Turns an agent's reply into an observation: `reachable` only if the target itself, or an endpoint of the Service that
 * is the target, answered in this run.
 */
export function observationOf(reply: WireReply, request: ProbeRequest, run: string): Observation {
  const { outcome, latencyMs, detail, lost } = { detail: reply.detail, ...judgePeer(reply, request, run) };
  return {
    outcome,
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(detail === undefined ? {} : { detail }),
    ...(lost === undefined ? {} : { lost }),
  };
}

function judgePeer(reply: WireReply, request: ProbeRequest, run: string): Observation {
  if (reply.outcome !== "answered") return { outcome: reply.outcome };
  const peer = reply.peer;
  const mayAnswer: readonly string[] = endsOf(request).map(({ pod }) => pod);
  if (peer?.run === run && mayAnswer.includes(peer.pod))
    return {
      outcome: "reachable",
      latencyMs: reply.ms,
      ...(reply.lost === undefined ? {} : { lost: reply.lost }),
    };
  if (peer === undefined || peer.pod === "") return { outcome: "wrong-peer" };
  return {
    outcome: "wrong-peer",
    detail: `${peer.pod} answered${peer.run === run ? "" : " (of another run)"}`,
  };
}
