import { namespaceWithImpliedLabel } from "../model/index.ts";
import type { YamlDocument } from "../yaml/document.ts";
import { isMapping, type Spot } from "../yaml/field.ts";
import { type Place, placeOf } from "../yaml/place.ts";
import type { KnownService, KnownServicePort, Surroundings } from "./inventory.ts";
import { readManifest } from "./policy-manifest.ts";
import { isWorkload, labelsOf, mappingsIn, podShape, protocolIn, textsIn } from "./workload.ts";

/** What was found; without what nobody can tell from manifests. */
export type Found = Partial<Omit<Surroundings, "complete">>;

/** Whether a manifest is a NetworkPolicy of Kubernetes, if perhaps of a version that never was; Calico has one too. */
export function isPolicy(value: unknown): boolean {
  const { apiVersion, kind } = isMapping(value) ? value : {};
  return kind === "NetworkPolicy" && !/calico|antrea|cilium/.test(String(apiVersion));
}

/**
 * One object of a manifest file: a policy, or what tells about the cluster, else nothing. A policy that the API server
 * would refuse is reported through the spot. `fallback` is the namespace of what names none.
 */
export function readObject(spot: Spot, document: YamlDocument, fallback: string | undefined): Found {
  const place = placeOf(document, spot.origin.path);
  const { kind, apiVersion } = isMapping(spot.value) ? spot.value : {};
  if (isPolicy(spot.value)) return readPolicy(spot, place, fallback);
  const name = spot.child("metadata", "name").value;
  if (typeof name !== "string") return {};
  if (kind === "Namespace")
    return { namespaces: [{ ...namespaceWithImpliedLabel(name, labelsOf(spot)), place }] };
  const namespace = namespaceOf(spot) ?? fallback;
  if (isWorkload(kind)) return { pods: [{ ...podShape(spot, kind), name, namespace, place }] };
  return kind === "Service" && apiVersion === "v1" ? { services: [serviceOf(spot, name, namespace)] } : {};
}

function readPolicy(spot: Spot, place: Place, fallback: string | undefined): Found {
  const policies = readManifest(spot).map(({ body }) => ({
    name: body.metadata.name,
    namespace: body.metadata.namespace ?? fallback,
    spec: body.spec,
    place,
  }));
  return { policies };
}

function namespaceOf(spot: Spot): string | undefined {
  const { value } = spot.child("metadata", "namespace");
  return typeof value === "string" && value !== "" ? value : undefined;
}

function serviceOf(spot: Spot, name: string, namespace: string | undefined): KnownService {
  const selector = textsIn(spot.child("spec", "selector").value);
  const ports = mappingsIn(spot.child("spec", "ports").value).flatMap(
    ({ port, targetPort, protocol }): readonly KnownServicePort[] => {
      if (typeof port !== "number") return [];
      const target = typeof targetPort === "number" || typeof targetPort === "string" ? targetPort : port;
      return [{ port, protocol: protocolIn(protocol), targetPort: target }];
    },
  );
  return { name, namespace, selector, ports };
}
