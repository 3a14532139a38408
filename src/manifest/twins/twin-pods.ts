import { type Pod, podRef, type ServedPort } from "../../model/index.ts";
import type { Workload } from "../inventory.ts";
import { withoutControllerLabels } from "./controller-labels.ts";
import { withGeneratedNames } from "./generated-names.ts";
import { latestOf } from "./latest.ts";
import { onePerController } from "./one-per-controller.ts";
import type { Placed } from "./placed.ts";

/** Who keeps its name where workloads of several kinds share one; other kinds come between, by name. */
const FIRST = ["Deployment", "StatefulSet", "DaemonSet"];
const LAST = ["Job", "CronJob", "ReplicaSet", "Pod"];

/** One pod a workload, or as many as it is to have, by their names; `leftOut` takes a sentence for each that cannot be one. */
export function twinPods(workloads: readonly Placed<Workload>[], leftOut: string[]): readonly Pod[] {
  const taken = new Set<string>();
  return latestOf(withGeneratedNames(onePerController(workloads), leftOut), nameOf, leftOut)
    .filter((workload) => isTwin(workload, leftOut))
    .sort(byNameThenKind)
    .flatMap((workload) => {
      const name = freeName(workload, taken);
      const ref = podRef(workload.namespace, name);
      if (name !== workload.name) leftOut.push(`the pod of ${nameOf(workload)} is named ${ref}`);
      taken.add(ref);
      return withReplicas(podOf(workload, name, leftOut), workload, taken);
    });
}

/** The pod and its equals: `web`, `web-2`, `web-3`. */
function withReplicas(pod: Pod, { twins = 1 }: Placed<Workload>, taken: Set<string>): readonly Pod[] {
  const others = Array.from({ length: twins - 1 }, (): Pod => {
    const name = freeName(pod, taken);
    const ref = podRef(pod.namespace, name);
    taken.add(ref);
    return { ...pod, ref, name };
  });
  return [pod, ...others];
}

function nameOf({ kind = "Pod", namespace, name }: Placed<Workload>): string {
  return `${kind} ${namespace}/${name}`;
}

function isTwin(workload: Placed<Workload>, leftOut: string[]): boolean {
  const { hostNetwork, windows } = workload;
  const reason =
    hostNetwork === true
      ? "uses the network of its node, where NetworkPolicies do not apply"
      : windows === true
        ? "runs on Windows"
        : undefined;
  if (reason !== undefined) leftOut.push(`${nameOf(workload)} is left out: it ${reason}`);
  return reason === undefined;
}

function byNameThenKind(a: Placed<Workload>, b: Placed<Workload>): number {
  return compare(podRef(a.namespace, a.name), podRef(b.namespace, b.name)) || compare(rank(a), rank(b));
}

function rank({ kind = "Pod" }: Workload): string {
  const [first, last] = [FIRST.indexOf(kind), LAST.indexOf(kind)];
  return first >= 0 ? `0${first}` : last >= 0 ? `2${last}` : `1${kind}`;
}

export function compare(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}

/** A workload's name may have dots and be longer than a probe pod's. */
function freeName(
  { name, namespace, kind }: Pick<Placed<Workload>, "name" | "namespace" | "kind">,
  taken: ReadonlySet<string>,
): string {
  const label = name.replaceAll(".", "-");
  const ofKind = kind === undefined ? [] : [`-${kind.toLowerCase()}`];
  const endings = ["", ...ofKind, ...Array.from(taken.keys(), (_, index) => `-${index + 2}`)];
  const names = endings.map((ending) => `${label.slice(0, 63 - ending.length).replace(/-+$/, "")}${ending}`);
  return names.find((each) => !taken.has(podRef(namespace, each))) ?? label;
}

function podOf(workload: Placed<Workload>, name: string, leftOut: string[]): Pod {
  const { namespace, labels, node } = workload;
  return {
    ref: podRef(namespace, name),
    namespace,
    name,
    labels: withoutControllerLabels(labels),
    ports: portsOf(workload, leftOut),
    ...(node === undefined ? {} : { node }),
  };
}

/** A number may be declared under several names, in one container or in several; a probe pod has one name for it. */
function portsOf(workload: Placed<Workload>, leftOut: string[]): readonly ServedPort[] {
  const ports: ServedPort[] = [];
  for (const port of workload.ports) {
    const index = ports.findIndex((other) => other.port === port.port && other.protocol === port.protocol);
    const same = ports[index];
    if (same === undefined) ports.push(withFreeName(port, ports, workload, leftOut));
    else if (same.name === undefined) ports[index] = withFreeName(port, ports, workload, leftOut);
    else if (port.name !== undefined && port.name !== same.name)
      leftOut.push(
        `${nameOf(workload)} names port ${port.port} both ${same.name} and ${port.name}: ${port.name} is left out`,
      );
  }
  return ports;
}

/** Two containers may give one name to two ports; policies and Services then mean the first. */
function withFreeName(
  port: ServedPort,
  ports: readonly ServedPort[],
  workload: Placed<Workload>,
  leftOut: string[],
): ServedPort {
  const { name, ...unnamed } = port;
  if (name === undefined || !ports.some((other) => other.name === name)) return port;
  leftOut.push(`${nameOf(workload)} names two ports ${name}: that of ${port.port} is left out`);
  return unnamed;
}
