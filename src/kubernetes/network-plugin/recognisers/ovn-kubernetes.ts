import { ALWAYS, isNamed, type Recogniser } from "../recogniser.ts";

const IMAGE = /(^|\/)ovn-kube(-[a-z]+)?$/;

/** https://ovn-kubernetes.io, and OpenShift's, whose images have digests only. */
export const ovnKubernetes: Recogniser = {
  name: "ovn-kubernetes",
  title: "OVN-Kubernetes",
  image: IMAGE,
  isAgent: (agent) => isNamed(agent, /^ovnkube-node/, IMAGE),
  connects: ALWAYS,
  enforces: ALWAYS,
  dataplane: () => "OVN",
};
