import { ALWAYS, isNamed, NEVER, type Recogniser } from "../recogniser.ts";

const NPM_IMAGE = /(^|\/)azure-npm$/;
const CNS_IMAGE = /(^|\/)azure-cns$/;

export const azureNpm: Recogniser = {
  name: "azure-npm",
  title: "Azure Network Policy Manager",
  image: NPM_IMAGE,
  isAgent: (agent) => isNamed(agent, /^azure-npm$/, NPM_IMAGE),
  connects: NEVER,
  enforces: ALWAYS,
  dataplane: () => "iptables and ipsets",
};

export const azureCni: Recogniser = {
  name: "azure-cni",
  title: "Azure CNI",
  image: CNS_IMAGE,
  isAgent: (agent) => isNamed(agent, /^azure-cns$/, CNS_IMAGE),
  connects: ALWAYS,
  enforces: NEVER,
};
