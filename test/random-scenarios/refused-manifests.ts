const ALL_PODS = { podSelector: {} };

/** Policies that an API server refuses, and words that stand in its answer. Each lacks its metadata. */
export const REFUSED = [
  { spec: { ...ALL_PODS, ingress: [{ ports: [{ port: 0 }] }] }, because: "spec.ingress[0].ports[0].port" },
  {
    spec: { ...ALL_PODS, egress: [{ ports: [{ port: 81, endPort: 80 }] }] },
    because: "must be greater than or equal to",
  },
  {
    spec: { ...ALL_PODS, ingress: [{ ports: [{ port: "web", endPort: 90 }] }] },
    because: "may not be specified when `port` is non-numeric",
  },
  { spec: { ...ALL_PODS, ingress: [{ from: [{}] }] }, because: "must specify a peer" },
  {
    spec: { ...ALL_PODS, ingress: [{ from: [{ podSelector: {}, ipBlock: { cidr: "10.0.0.0/8" } }] }] },
    because: "may not specify both ipBlock and another peer",
  },
  {
    spec: { ...ALL_PODS, egress: [{ to: [{ ipBlock: { cidr: "10.0.0.0/8", except: ["11.0.0.0/16"] } }] }] },
    because: "spec.egress[0].to[0].ipBlock.except[0]",
  },
  {
    spec: { podSelector: { matchExpressions: [{ key: "app", operator: "In" }] } },
    because: "spec.podSelector.matchExpressions[0].values",
  },
] as const;
