import { namespaceWithImpliedLabel } from "../model/index.ts";
import type { YamlDocument } from "../yaml/document.ts";
import { type Field, isMapping } from "../yaml/field.ts";
import { type Place, placeOf, whereOf } from "../yaml/place.ts";
import type { Inventory, KnownPod, KnownService, KnownServicePort } from "./inventory.ts";
import { NETWORK_POLICY_MANIFEST, readManifest } from "./policy-manifest.ts";
import { labelsOf, mappingsIn, podShape, podTemplatePath, protocolIn, textsIn } from "./workload.ts";

/** What was found; without what nobody can tell from manifests. */
export type Found = Partial<Omit<Inventory, "complete">>;

/** Whether a manifest is a NetworkPolicy of Kubernetes, if perhaps of a version that never was; Calico has one too. */
export function isPolicy(value: unknown): boolean {
  const { apiVersion, kind } = isMapping(value) ? value : {};
  return kind === "NetworkPolicy" && !/calico|antrea|cilium/.test(String(apiVersion));
}

/**
 * One object of a manifest file: a policy, what tells about the cluster, or an object of another kind. A policy that the API server
 * would refuse is reported through the field. `fallback` is the namespace of what names none.
 */
export function readObject(field: Field, document: YamlDocument, fallback: string | undefined): Found {
  const place = placeOf(document, field.origin.path);
  const { kind, apiVersion } = isMapping(field.value) ? field.value : {};
  if (isPolicy(field.value)) return readPolicy(field, place, fallback);
  const name = nameOf(field);
  if (name === undefined) return { leftOut: [unnamed(kind, place)] };
  if (kind === "Namespace")
    return { namespaces: [{ ...namespaceWithImpliedLabel(name, labelsOf(field)), place }] };
  const namespace = namespaceOf(field) ?? fallback;
  const template = podTemplatePath(field);
  if (typeof kind === "string" && template !== undefined)
    return { pods: [{ ...podShape(field, kind, template), ...generated(field), name, namespace, place }] };
  if (kind === "Service" && apiVersion === "v1")
    return { services: [{ ...serviceOf(field, name, namespace), place }] };
  if (typeof kind !== "string" || typeof apiVersion !== "string")
    return { leftOut: [`${name} is left out: it has no kind or no apiVersion (${whereOf(place)})`] };
  return { others: [{ apiVersion, kind, name, namespace, place }] };
}

function readPolicy(field: Field, place: Place, fallback: string | undefined): Found {
  const policies = readManifest(field, [NETWORK_POLICY_MANIFEST]).map(({ body }) => ({
    name: body.metadata.name,
    namespace: body.metadata.namespace ?? fallback,
    spec: body.spec,
    place,
  }));
  return { policies };
}

/** An object may leave its name to the server, which adds to `generateName` what nobody else has (meta/v1 ObjectMeta). */
function nameOf(field: Field): string | undefined {
  const { value } = field.child("metadata", "name");
  if (typeof value === "string") return value;
  const { value: beginning } = field.child("metadata", "generateName");
  const name = typeof beginning === "string" ? beginning.replace(/[-.]+$/, "") : "";
  return name === "" ? undefined : name;
}

function generated(field: Field): Pick<KnownPod, "generateName"> {
  const { value: name } = field.child("metadata", "name");
  const { value: generateName } = field.child("metadata", "generateName");
  return typeof name === "string" || typeof generateName !== "string" ? {} : { generateName };
}

function unnamed(kind: unknown, place: Place): string {
  return `${typeof kind === "string" ? kind : "an object"} without a name is left out (${whereOf(place)})`;
}

function namespaceOf(field: Field): string | undefined {
  const { value } = field.child("metadata", "namespace");
  return typeof value === "string" && value !== "" ? value : undefined;
}

function serviceOf(field: Field, name: string, namespace: string | undefined): KnownService {
  const { value } = field.child("spec");
  const spec = isMapping(value) ? value : {};
  const ports = mappingsIn(spec.ports).flatMap(servicePortOf);
  return {
    name,
    namespace,
    selector: textsIn(spec.selector),
    ports,
    ...(spec.clusterIP === "None" ? { headless: true } : {}),
    ...(spec.type === "ExternalName" ? { externalName: String(spec.externalName ?? "") } : {}),
  };
}

function servicePortOf(written: Readonly<Record<string, unknown>>): readonly KnownServicePort[] {
  const { name, port, targetPort, protocol } = written;
  if (typeof port !== "number") return [];
  const target = typeof targetPort === "number" || typeof targetPort === "string" ? targetPort : port;
  const named = typeof name === "string" ? { name } : {};
  return [{ ...named, port, protocol: protocolIn(protocol), targetPort: target }];
}
