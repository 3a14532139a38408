import { imageName } from "../image-version.ts";
import { ALWAYS, isNamed, type Recogniser } from "../recogniser.ts";

const IMAGE = /(^|\/)weave-kube$/;

/** It enforces by a container of its own, weave-npc. */
export const weaveNet: Recogniser = {
  name: "weave-net",
  title: "Weave Net",
  image: IMAGE,
  isAgent: (agent) => isNamed(agent, /^weave-net$/, IMAGE),
  connects: ALWAYS,
  enforces: ({ containers }) => containers.some(({ image }) => /(^|\/)weave-npc$/.test(imageName(image))),
  dataplane: () => "iptables and ipsets",
};
