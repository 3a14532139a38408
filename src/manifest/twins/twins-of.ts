import type { PolicyObject, World } from "../../model/index.ts";
import type { Inventory } from "../inventory.ts";
import { placedIn } from "./placed.ts";
import { twinNamespaces } from "./twin-namespaces.ts";
import { twinPods } from "./twin-pods.ts";
import { twinPolicies, unmatchable } from "./twin-policies.ts";
import { servingUndeclared, twinServices, withoutEndpoints } from "./twin-services.ts";
import { unknownObjects } from "./unknown-objects.ts";

/** `namespace`: that of objects which name none. `declared`: namespaces that are declared elsewhere. */
export interface TwinOptions {
  readonly namespace: string;
  readonly declared?: readonly string[];
}

/**
 * The world of an application, made of probe pods. `leftOut`: a sentence, without a full stop, for each thing that it
 * lacks or that had to be assumed.
 */
export interface Twins extends World {
  readonly policies: readonly PolicyObject[];
  readonly leftOut: readonly string[];
}

/**
 * One pod a workload, with the labels of its template, its containers' ports and its node if it is bound to one; the
 * Services that select pods; and the policies. Everything is in the order of names.
 */
export function twinsOf(inventory: Inventory, { namespace, declared = [] }: TwinOptions): Twins {
  const leftOut: string[] = [...(inventory.leftOut ?? [])];
  const workloads = placedIn(inventory.pods, namespace);
  const policies = twinPolicies(placedIn(inventory.policies, namespace), leftOut);
  const services = twinServices(placedIn(inventory.services, namespace), leftOut);
  const pods = servingUndeclared(twinPods(workloads, leftOut), services, leftOut);
  const inside = [...pods, ...services, ...policies.map(({ metadata }) => metadata)];
  const mentioned = inside.flatMap((object) => object.namespace ?? []);
  const namespaces = twinNamespaces(inventory.namespaces, mentioned, leftOut, declared);
  leftOut.push(...withoutEndpoints(services, pods), ...unmatchable(policies, pods));
  leftOut.push(...unknownObjects(inventory.others ?? []));
  return { namespaces, pods, services, policies, leftOut: [...new Set(leftOut)] };
}
