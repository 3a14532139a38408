import { type LabelSelector, type Labels, selects } from "../../model/index.ts";
import type { ApiObject } from "../api/api-types.ts";
import type { OurLabels } from "./our-labels.ts";

/** Whether a policy selects pods of ours; `maybe` where its selector is of a language that is not read here. */
export type Reach = "yes" | "no" | "maybe";

/** What is read of policies of the whole cluster, of whatever kind. */
export interface PolicyOfAll extends ApiObject {
  readonly spec?: {
    /** AdminNetworkPolicy, BaselineAdminNetworkPolicy, ClusterNetworkPolicy. */
    readonly subject?: {
      readonly namespaces?: LabelSelector;
      readonly pods?: { readonly namespaceSelector?: LabelSelector; readonly podSelector?: LabelSelector };
    };
    /** Calico's GlobalNetworkPolicy: expressions. */
    readonly selector?: string;
    readonly namespaceSelector?: string;
    /** CiliumClusterwideNetworkPolicy. */
    readonly endpointSelector?: LabelSelector;
    readonly nodeSelector?: LabelSelector;
  };
}

export function reachOf({ spec = {} }: PolicyOfAll, ours: OurLabels): Reach {
  const { subject, endpointSelector, nodeSelector } = spec;
  if (subject !== undefined) return reachOfSubject(subject, ours) ? "yes" : "no";
  // Cilium's policies for nodes are for no pods.
  if (nodeSelector !== undefined) return "no";
  if (endpointSelector !== undefined) return isEmpty(endpointSelector) ? "yes" : "maybe";
  if (spec.selector !== undefined || spec.namespaceSelector !== undefined) return reachOfExpressions(spec);
  return "maybe";
}

function reachOfSubject(
  { namespaces, pods }: NonNullable<NonNullable<PolicyOfAll["spec"]>["subject"]>,
  { namespace, pod }: OurLabels,
): boolean {
  if (namespaces !== undefined) return selects(namespaces, namespace);
  return pods !== undefined && both(pods.namespaceSelector, namespace) && both(pods.podSelector, pod);
}

function both(selector: LabelSelector | undefined, labels: Labels): boolean {
  return selector === undefined || selects(selector, labels);
}

function isEmpty({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

/** `all()` and the empty expression select everything (Calico's reference of selectors). */
function reachOfExpressions({
  selector = "",
  namespaceSelector = "",
}: NonNullable<PolicyOfAll["spec"]>): Reach {
  return [selector, namespaceSelector].every((text) => ["", "all()"].includes(text.trim())) ? "yes" : "maybe";
}
