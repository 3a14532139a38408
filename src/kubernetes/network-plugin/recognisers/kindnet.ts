import { imageName, imageVersion } from "../image-version.ts";
import type { NodeAgent } from "../plugin-facts.ts";
import { ALWAYS, isNamed, type Recogniser } from "../recogniser.ts";

const IMAGE = /(^|\/)kindnetd$/;

/** kind's own enforces since the images of July 2024 (kind 0.24), which are named by their date. */
const ENFORCES_SINCE = "20240715";

export const kindnet: Recogniser = {
  name: "kindnet",
  title: "kindnet",
  image: IMAGE,
  isAgent: (agent) => isNamed(agent, /^kindnet$/, IMAGE),
  connects: ALWAYS,
  enforces: (agent) => {
    const version = versionOf(agent);
    return version === undefined || !/^\d{8}/.test(version) ? undefined : version >= ENFORCES_SINCE;
  },
  dataplane: () => "nftables and NFQUEUE",
};

function versionOf({ containers }: NodeAgent): string | undefined {
  const container = containers.find(({ image }) => IMAGE.test(imageName(image)));
  return container && imageVersion(container.image);
}
