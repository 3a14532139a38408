import { isOn, settingOf } from "../agent-settings.ts";
import { ALWAYS, hasFlag, isNamed, type Recogniser } from "../recogniser.ts";

const IMAGE = /(^|\/)amazon-k8s-cni$/;

/** https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html: its node agent enforces where it is switched on. */
export const awsVpcCni: Recogniser = {
  name: "aws-vpc-cni",
  title: "Amazon VPC CNI",
  image: IMAGE,
  isAgent: (agent) => isNamed(agent, /^aws-node$/, IMAGE),
  configMaps: ["amazon-vpc-cni"],
  connects: ALWAYS,
  enforces: (agent, facts) =>
    hasFlag(agent, "enable-network-policy", false) ||
    isOn(settingOf(agent, "enable-network-policy-controller", facts)),
  dataplane: () => "eBPF",
  doubts: (agent, facts) =>
    settingOf(agent, "NETWORK_POLICY_ENFORCING_MODE", facts) === "strict"
      ? [
          {
            what: "the node agent is in strict mode: pods without a policy are denied everything",
            advice: "Set NETWORK_POLICY_ENFORCING_MODE to standard, or scenarios fail in their first step.",
          },
        ]
      : [],
};
