import { hasFlag, isNamed, type Recogniser } from "../recogniser.ts";

const IMAGE = /(^|\/)kube-router$/;

/** https://www.kube-router.io/docs/user-guide/#command-line-options: what it does is switched by flags, all on by default. */
export const kubeRouter: Recogniser = {
  name: "kube-router",
  title: "kube-router",
  image: IMAGE,
  isAgent: (agent) => isNamed(agent, /^kube-router$/, IMAGE),
  versionInLog: /kube-router version v?(\d[^\s,]*)/,
  connects: (agent) => hasFlag(agent, "run-router", true) && hasFlag(agent, "enable-cni", true),
  enforces: (agent) => hasFlag(agent, "run-firewall", true),
  dataplane: () => "iptables and ipsets",
};
