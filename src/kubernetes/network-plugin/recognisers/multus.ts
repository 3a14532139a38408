import { isNamed, NEVER, type Recogniser } from "../recogniser.ts";

const IMAGE = /(^|\/)multus(-cni)?$/;

/** It lets others connect pods, several times if they ask for it. */
export const multus: Recogniser = {
  name: "multus",
  title: "Multus",
  image: IMAGE,
  isAgent: (agent) => isNamed(agent, /multus/, IMAGE),
  connects: NEVER,
  enforces: NEVER,
  doubts: () => [
    {
      what: "pods may have further networks (Multus), where NetworkPolicy does not apply",
      advice: "Results hold for the pods' first network only.",
    },
  ],
};
