import { type ClusterName, gcLine, kubectlLine } from "../../system/command-line.ts";
import type { PodStatusObject } from "../api/api-types.ts";
import { RUN_KINDS } from "../api/run-kinds.ts";
import type { OwnObject } from "./own-object.ts";
import type { RemainingFact } from "./remaining-facts.ts";
import type { Remaining } from "./remove-all.ts";

/** What it was about: which run, where, and how long was waited. */
export interface RemovalContext {
  readonly cluster: ClusterName;
  /** Absent: every run. */
  readonly run?: string | undefined;
  /** The namespaces of the user's in which a run was; absent: the run had its own. */
  readonly namespaces?: readonly string[] | undefined;
  readonly timeoutMs: number;
}

/** What remains, what holds it, and the commands that let it go: several lines. */
export function remainingText(facts: readonly RemainingFact[], context: RemovalContext): string {
  const what = context.namespaces === undefined ? "namespaces" : "objects";
  const isRefused = facts.every(({ refusal }) => refusal !== undefined);
  return [
    isRefused
      ? `${what} that could not be deleted:`
      : `${what} that are not gone ${context.timeoutMs / 1000} s after their deletion:`,
    ...facts.flatMap((fact) => factLines(fact, context.cluster)),
    `netverdict takes no finalizer away. When nothing holds them any more: ${againLine(context)}`,
  ].join("\n");
}

/** What is said when the API server did not answer to the end. */
export function lostText({ lost, objects }: Remaining, context: RemovalContext): string {
  const { run, timeoutMs } = context;
  const whose = run === undefined ? "what runs left" : `what the run ${run} created`;
  return [
    `${whose} could not be removed within ${timeoutMs / 1000} s: the API server could not be asked: ${lost ?? "unknown"}`,
    ...(objects.length === 0 ? [] : [`last seen: ${objects.map(nameOf).join(", ")}`]),
    `when it answers again: ${againLine(context)}`,
  ].join("\n");
}

function againLine({ cluster, run, namespaces }: RemovalContext): string {
  return gcLine(
    cluster,
    ...(namespaces === undefined ? [] : ["--namespaces", namespaces.join(",")]),
    ...(run === undefined ? [] : ["--run", run]),
  );
}

function factLines({ object, refusal, conditions, within }: RemainingFact, cluster: ClusterName): string[] {
  const reasons = [
    ...(refusal === undefined ? [] : [`its deletion was refused: ${refusal}`]),
    ...conditions.map(({ message }) => message),
  ];
  return [
    `  ${nameOf(object)}: ${reasons.join("; ") || whatHolds(object)}`,
    ...within.map((held) => `    ${nameOf(held)}: ${whatHolds(held)}`),
    ...new Set(
      [
        ...conditions.flatMap(({ message }) => brokenApis(message, cluster)),
        ...[object, ...within].flatMap((held) => letGo(held, cluster)),
      ].map((line) => `    ${line}`),
    ),
  ];
}

function nameOf({ kind, metadata: { name, namespace } }: OwnObject): string {
  return kind === "Namespace" ? name : `${kind} ${namespace}/${name}`;
}

function whatHolds(object: OwnObject & PodStatusObject): string {
  const { finalizers = [], deletionTimestamp } = object.metadata;
  if (finalizers.length > 0) return `held by the finalizer ${finalizers.join(", ")}`;
  if (deletionTimestamp === undefined) return "it is not being deleted";
  if (object.kind !== "Pod") return "it is being deleted";
  return `node ${object.spec?.nodeName ?? "unknown"} has not confirmed its end`;
}

/** The command that lets an object go, and when it may be used. */
function letGo(object: OwnObject, cluster: ClusterName): readonly string[] {
  const { finalizers = [], deletionTimestamp, name, namespace } = object.metadata;
  const place = namespace === undefined ? [] : ["--namespace", namespace];
  const target = [RUN_KINDS[object.kind].resource, name];
  if (finalizers.length > 0) {
    const patch = ["patch", ...target, "--type", "merge", "--patch", '{"metadata":{"finalizers":null}}'];
    return [`if whoever set the finalizer will not come back: ${kubectlLine(cluster, ...place, ...patch)}`];
  }
  if (object.kind !== "Pod" || deletionTimestamp === undefined) return [];
  const force = ["delete", ...target, "--grace-period=0", "--force"];
  return [`if that node is gone for good: ${kubectlLine(cluster, ...place, ...force)}`];
}

/**
 * The APIs that the namespace controller could not ask, as its message names them ("metrics.k8s.io/v1beta1: …"): it deletes
 * nothing for good as long as it does not know all that there is.
 */
function brokenApis(message: string, cluster: ClusterName): readonly string[] {
  const found = [...message.matchAll(/\b([a-z0-9-]+(?:\.[a-z0-9-]+)+)\/(v\d\w*)/g)];
  return found.map(([, group, version]) => {
    const remove = kubectlLine(cluster, "delete", "apiservices", `${version}.${group}`);
    return `if the server of that API will not come back: ${remove}`;
  });
}
