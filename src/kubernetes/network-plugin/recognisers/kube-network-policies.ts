import { ALWAYS, isNamed, NEVER, type Recogniser } from "../recogniser.ts";

const IMAGE = /(^|\/)kube-network-policies$/;

/** https://github.com/kubernetes-sigs/kube-network-policies */
export const kubeNetworkPolicies: Recogniser = {
  name: "kube-network-policies",
  title: "kube-network-policies",
  image: IMAGE,
  isAgent: (agent) => isNamed(agent, /^kube-network-policies/, IMAGE),
  versionInLog: /kube-network-policies version v?(\d[^\s,]*)/,
  connects: NEVER,
  enforces: ALWAYS,
  dataplane: () => "nftables and NFQUEUE",
};
