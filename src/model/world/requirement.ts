import type { IpFamily } from "./pod.ts";

/** What a cluster may lack, each a word that `requires` may list. */
export const FEATURES = ["ipv4", "ipv6", "dual-stack", "sctp", "services", "dns"] as const;

export type Feature = (typeof FEATURES)[number];

/** Something without which a scenario proves nothing on a cluster: it is skipped there, with the reason. */
export type Requirement =
  | { readonly feature: Feature }
  | { readonly feature: "nodes"; readonly atLeast: number };

/**
 * What a cluster offers to scenarios. `lacks` gives the reason for each feature that is missing, as a sentence; that of `nodes`
 * says why there are no more.
 */
export interface Capabilities {
  readonly nodes: number;
  readonly families: readonly IpFamily[];
  readonly lacks: Readonly<Partial<Record<Exclude<Feature, IpFamily | "dual-stack"> | "nodes", string>>>;
}

/** Why a cluster does not fit, one sentence for each requirement that it does not meet. */
export function unmet(requirements: readonly Requirement[], cluster: Capabilities): readonly string[] {
  return requirements.flatMap((requirement) => whyUnmet(requirement, cluster) ?? []);
}

function whyUnmet(requirement: Requirement, { nodes, families, lacks }: Capabilities): string | undefined {
  switch (requirement.feature) {
    case "nodes":
      return nodes >= requirement.atLeast
        ? undefined
        : `needs ${requirement.atLeast} nodes that take pods, and ${lacks.nodes ?? `there are ${nodes}`}`;
    case "ipv4":
    case "ipv6":
      return families.includes(requirement.feature)
        ? undefined
        : `pods have no ${requirement.feature} address`;
    case "dual-stack":
      return families.length > 1 ? undefined : `pods have ${families.join() || "no"} addresses only`;
    default:
      return lacks[requirement.feature];
  }
}
