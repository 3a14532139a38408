import { ALWAYS, hasFlag, isNamed, type Recogniser } from "../recogniser.ts";

const IMAGE = /(^|\/)kubeovn\/kube-ovn$/;

export const kubeOvn: Recogniser = {
  name: "kube-ovn",
  title: "Kube-OVN",
  image: IMAGE,
  isAgent: (agent) =>
    agent.name === "kube-ovn-cni" || (agent.name !== "ovs-ovn" && isNamed(agent, /^$/, IMAGE)),
  connects: ALWAYS,
  enforces: (agent) => hasFlag(agent, "enable-np", true),
  dataplane: () => "OVN",
};
