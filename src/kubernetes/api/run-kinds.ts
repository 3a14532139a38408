/** Where the API keeps the objects of a kind. */
export interface KindPlace {
  readonly apiVersion: string;
  /** The plural, as in paths and rights. */
  readonly resource: string;
}

/** Every kind of object that a run may create. What removes them, and what grants the rights to, goes by this list. */
export const RUN_KINDS = {
  Namespace: { apiVersion: "v1", resource: "namespaces" },
  Lease: { apiVersion: "coordination.k8s.io/v1", resource: "leases" },
  ConfigMap: { apiVersion: "v1", resource: "configmaps" },
  /** Copies of pull secrets. */
  Secret: { apiVersion: "v1", resource: "secrets" },
  Service: { apiVersion: "v1", resource: "services" },
  Pod: { apiVersion: "v1", resource: "pods" },
  NetworkPolicy: { apiVersion: "networking.k8s.io/v1", resource: "networkpolicies" },
} as const satisfies Readonly<Record<string, KindPlace>>;

/** The same for every run, so that the right to renew its Lease can be confined to the name. */
export const LEASE_NAME = "netverdict";

export type RunKind = keyof typeof RUN_KINDS;
