import { lineOf } from "../agent-settings.ts";
import { ALWAYS, isNamed, NEVER, type Recogniser } from "../recogniser.ts";

const IMAGE = /(^|\/)(flannel\/flannel|mirrored-flannel.*|flannel)$/;

/** It connects; what enforces beside it, if anything, is another program, possibly in the same pod. */
export const flannel: Recogniser = {
  name: "flannel",
  title: "flannel",
  image: IMAGE,
  isAgent: (agent) => isNamed(agent, /^kube-flannel/, IMAGE),
  connects: ALWAYS,
  enforces: NEVER,
  dataplane: (agent, facts) => {
    const backend = lineOf(agent, '"?Type"?', facts)?.replace(/,$/, "");
    return backend === undefined ? undefined : `backend ${backend}`;
  },
};
