import type { Labels, Protocol, ServedPort } from "../model/index.ts";
import { type Field, isMapping } from "../yaml/field.ts";
import type { KnownPod } from "./inventory.ts";

/** What of a pod, and of the workload that makes it, matters to policies. */
type PodShape = Pick<
  KnownPod,
  | "kind"
  | "labels"
  | "objectLabels"
  | "ports"
  | "replicas"
  | "hostNetwork"
  | "windows"
  | "node"
  | "controller"
>;

/** The way from a workload to the pods that it makes, by kind. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  PodTemplate: ["template"],
  Deployment: ["spec", "template"],
  StatefulSet: ["spec", "template"],
  DaemonSet: ["spec", "template"],
  ReplicaSet: ["spec", "template"],
  ReplicationController: ["spec", "template"],
  Job: ["spec", "template"],
  CronJob: ["spec", "jobTemplate", "spec", "template"],
};

/** Kinds of the Kubernetes API that make pods exactly as their templates are written. */
export function isBuiltInWorkload(kind: string | undefined): boolean {
  return kind !== undefined && Object.hasOwn(TEMPLATES, kind);
}

/** Where kinds of others hold what they make pods of: Rollout, DeploymentConfig, Knative's Service, CloneSet, CronJob's likes. */
const USUAL_PLACES: readonly (readonly string[])[] = [
  ["spec", "template"],
  ["spec", "jobTemplate", "spec", "template"],
];

/** The way to the pod template of an object, by its kind or by its shape; undefined if it makes no pods of one. */
export function podTemplatePath(field: Field): readonly string[] | undefined {
  const kind = isMapping(field.value) ? field.value.kind : undefined;
  if (typeof kind !== "string") return undefined;
  if (isBuiltInWorkload(kind)) return TEMPLATES[kind];
  return USUAL_PLACES.find((path) => mappingsIn(field.child(...path, "spec", "containers").value).length > 0);
}

/** The pod that a manifest makes. What is of a wrong type is as good as absent: workloads are context here. */
export function podShape(field: Field, kind: string, path: readonly string[]): PodShape {
  const template = field.child(...path);
  const { value } = template.child("spec");
  const spec = isMapping(value) ? value : {};
  const replicas = kind === "Pod" ? undefined : field.child("spec", "replicas").value;
  const node = nodeOf(spec);
  const controller = controllerOf(field);
  const objectLabels = { ...labelsOf(field.child("spec", "jobTemplate")), ...labelsOf(field) };
  return {
    kind,
    labels: labelsOf(template),
    ...(path.length > 0 && Object.keys(objectLabels).length > 0 ? { objectLabels } : {}),
    ports: portsOf(spec),
    ...(typeof replicas === "number" ? { replicas } : {}),
    ...(spec.hostNetwork === true ? { hostNetwork: true } : {}),
    ...(isForWindows(spec) ? { windows: true } : {}),
    ...(node === undefined ? {} : { node }),
    ...(controller === undefined ? {} : { controller }),
  };
}

/** The object that made this one and looks after it (meta/v1 OwnerReference). */
function controllerOf(field: Field): KnownPod["controller"] {
  const owners = mappingsIn(field.child("metadata", "ownerReferences").value);
  const { kind, name } = owners.find(({ controller }) => controller === true) ?? {};
  return typeof kind === "string" && typeof name === "string" ? { kind, name } : undefined;
}

/** The node to which a pod is bound, by name or by the label that every node has (well-known labels of Kubernetes). */
function nodeOf({ nodeName, nodeSelector }: Readonly<Record<string, unknown>>): string | undefined {
  return typeof nodeName === "string" && nodeName !== ""
    ? nodeName
    : textsIn(nodeSelector)["kubernetes.io/hostname"];
}

function isForWindows({ os, nodeSelector }: Readonly<Record<string, unknown>>): boolean {
  return textsIn(os).name === "windows" || textsIn(nodeSelector)["kubernetes.io/os"] === "windows";
}

/** `metadata.labels`, those that are text. */
export function labelsOf(field: Field): Labels {
  return textsIn(field.child("metadata", "labels").value);
}

/** The fields of a mapping that are text. */
export function textsIn(value: unknown): Labels {
  const entries = isMapping(value) ? Object.entries(value) : [];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

export function protocolIn(value: unknown): Protocol {
  return value === "UDP" || value === "SCTP" ? value : "TCP";
}

function portsOf(spec: Readonly<Record<string, unknown>>): readonly ServedPort[] {
  const sidecars = mappingsIn(spec.initContainers).filter(({ restartPolicy }) => restartPolicy === "Always");
  return [...mappingsIn(spec.containers), ...sidecars]
    .flatMap(({ ports }) => mappingsIn(ports))
    .flatMap(({ containerPort, protocol, name }) =>
      typeof containerPort === "number"
        ? [
            {
              port: containerPort,
              protocol: protocolIn(protocol),
              ...(typeof name === "string" ? { name } : {}),
            },
          ]
        : [],
    );
}

/** The items of a list that are mappings. */
export function mappingsIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isMapping) : [];
}
