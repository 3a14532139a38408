/** How pods and their containers came to their end, in words. */
import type { EventObject, PodStatusObject, Termination } from "../api/api-types.ts";

/** `phase Pending`, `evicted (The node was low on resource: memory)`, `phase Failed (DeadlineExceeded: …)`. */
export function phaseText({ status }: PodStatusObject): string {
  const { phase = "unknown", reason, message } = status ?? {};
  if (reason === "Evicted") return withDetail("evicted", message);
  return withDetail(`phase ${phase}`, joined(reason, message));
}

/** Exit codes above this stand for a signal: 128 and its number. */
const SIGNAL_BASE = 128;

/** `the agent ended with exit code 1 (Error)`, `the agent was killed since the pod ran out of memory (…)`. */
export function terminationText({ exitCode, signal, reason, message }: Termination): string {
  if (reason === "OOMKilled")
    return withDetail("the agent was killed since its container ran out of memory", joined(reason, message));
  const number = signal || exitCode - SIGNAL_BASE;
  const how = number > 0 ? `was killed by signal ${number}` : `ended with exit code ${exitCode}`;
  return withDetail(`the agent ${how}`, joined(reason, message));
}

/**
 * `being deleted`, and on whose behalf if the cluster has said so (the condition DisruptionTarget, core/v1
 * PodConditionType); empty for a pod that nobody ends.
 */
export function disruptionText({ metadata, status }: PodStatusObject): string {
  const disruption = status?.conditions?.find(
    ({ type, status }) => type === "DisruptionTarget" && status === "True",
  );
  const why = joined(disruption?.reason, disruption?.message);
  if (metadata.deletionTimestamp !== undefined) return withDetail("being deleted", why);
  return why === "" ? "" : withDetail("about to be ended by the cluster", why);
}

/** `last warning Failed: …`; empty when there is none. */
export function lastWarning(events: readonly EventObject[]): string {
  const last = latest(events.filter(({ type }) => type === "Warning"));
  return last === undefined ? "" : `last warning ${joined(last.reason, last.message)}`;
}

/** What the cluster last said of a pod that is gone, such as `TaintManagerEviction: …`; empty when it said nothing. */
export function lastWords(events: readonly EventObject[]): string {
  const last = latest(events.filter(({ type }) => type === "Warning")) ?? latest(events);
  return joined(last?.reason, last?.message);
}

function latest(events: readonly EventObject[]): EventObject | undefined {
  const time = (event: EventObject) => event.lastTimestamp ?? event.eventTime ?? "";
  return events.toSorted((one, other) => time(other).localeCompare(time(one)))[0];
}

export function joined(reason: string | undefined, message: string | undefined): string {
  return [reason, message].filter(Boolean).join(": ");
}

function withDetail(text: string, detail: string | undefined): string {
  return detail === undefined || detail === "" ? text : `${text} (${detail})`;
}
