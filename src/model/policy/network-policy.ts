import type { LabelSelector } from "../world/label-selector.ts";
import type { Protocol } from "../world/pod.ts";
import type { ObjectMetadata, ObjectRef, PolicyObject } from "./policy-object.ts";

/** networking.k8s.io/v1 NetworkPolicy in the API's own shape: what was absent stays absent. */
export interface NetworkPolicy extends PolicyObject {
  readonly apiVersion: "networking.k8s.io/v1";
  readonly kind: "NetworkPolicy";
  readonly metadata: PolicyMetadata;
  readonly spec: NetworkPolicySpec;
}

export interface PolicyMetadata extends ObjectMetadata {
  readonly namespace: string;
}

export type PolicyType = "Ingress" | "Egress";

export interface NetworkPolicySpec {
  readonly podSelector?: LabelSelector;
  readonly policyTypes?: readonly PolicyType[];
  readonly ingress?: readonly IngressRule[];
  readonly egress?: readonly EgressRule[];
}

export interface IngressRule {
  readonly from?: readonly PolicyPeer[];
  readonly ports?: readonly PolicyPort[];
}

export interface EgressRule {
  readonly to?: readonly PolicyPeer[];
  readonly ports?: readonly PolicyPort[];
}

export interface PolicyPeer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: IpBlock;
}

export interface IpBlock {
  readonly cidr: string;
  readonly except?: readonly string[];
}

/** `port` is a number or a name; `endPort` closes a range that starts at a numeric `port`. */
export interface PolicyPort {
  readonly protocol?: Protocol;
  readonly port?: number | string;
  readonly endPort?: number;
}

/** Whether an object is a NetworkPolicy; whoever made the object has seen to its shape. */
export function isNetworkPolicy(object: PolicyObject): object is NetworkPolicy {
  return object.kind === "NetworkPolicy" && object.apiVersion === "networking.k8s.io/v1";
}

export function networkPolicyRef(namespace: string, name: string): ObjectRef {
  return { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", namespace, name };
}
