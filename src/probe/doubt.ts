import {
  type Endpoint,
  endsOf,
  type Flow,
  type Observation,
  type PodRef,
  type Protocol,
} from "../model/index.ts";
import type { Answer } from "./ask-pods.ts";

/** What neither reached its target nor failed says something about the network only if the target was listening. */
export function isDoubtful(observation: Observation | undefined): boolean {
  return observation !== undefined && !["reachable", "probe-failed"].includes(observation.outcome);
}

/** An observation, given what the pods say about their own listeners: what nobody could have answered was not measured. */
export function doubted(
  observation: Observation,
  flow: Flow | undefined,
  health: ReadonlyMap<PodRef, Answer>,
): Observation {
  const doubt = flow && isDoubtful(observation) ? doubtAbout(flow, health) : undefined;
  return doubt === undefined
    ? observation
    : { outcome: "probe-failed", detail: `${observation.outcome}, but ${doubt}` };
}

/** Why not reaching a target says nothing about the network: nobody is listening there. */
function doubtAbout(flow: Flow, health: ReadonlyMap<PodRef, Answer>): string | undefined {
  const doubts = endsOf(flow).flatMap((end) => doubtAboutEnd(end, flow.protocol, health.get(end.pod)) ?? []);
  return doubts[0];
}

function doubtAboutEnd(
  { pod, port }: Endpoint,
  protocol: Protocol,
  answer: Answer | undefined,
): string | undefined {
  if (answer === undefined || "silent" in answer) return answer?.silent ?? `${pod} was not asked`;
  const unresponsive = answer.unresponsive.find(
    (listener) => listener.port === port && listener.protocol === protocol,
  );
  return unresponsive && `${pod} was not listening: ${unresponsive.reason}`;
}
