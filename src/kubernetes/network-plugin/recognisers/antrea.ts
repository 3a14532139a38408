import { lineOf } from "../agent-settings.ts";
import { ALWAYS, isNamed, type Recogniser } from "../recogniser.ts";

const IMAGE = /(^|\/)antrea\/antrea(-agent)?-(ubuntu|ubi)$/;

/** https://antrea.io/docs/main/docs/configuration/: its modes are lines of `antrea-agent.conf`. */
export const antrea: Recogniser = {
  name: "antrea",
  title: "Antrea",
  image: IMAGE,
  isAgent: (agent) => isNamed(agent, /^antrea-agent$/, IMAGE),
  connects: (agent, facts) => lineOf(agent, "trafficEncapMode", facts) !== "networkPolicyOnly",
  enforces: ALWAYS,
  dataplane: () => "Open vSwitch",
};
