import { z } from "zod";
import { FEATURES, type Requirement } from "../model/index.ts";
import type { Field } from "../yaml/field.ts";
import { judgedLater, list } from "../yaml/shape.ts";
import { suggest } from "../yaml/suggest.ts";

const NODES = /^nodes>=(?<count>[1-9]\d{0,3})$/;

export const REQUIRES = list(
  judgedLater(z.union([z.enum(FEATURES), z.string().regex(NODES)])),
  (written) => `write a list: [${String(written)}]`,
)
  .optional()
  .describe(
    "What a cluster must have, or the scenario is skipped: ipv4, ipv6, dual-stack, sctp, services, dns, nodes>=2.",
  );

/** The words of `requires`; those with a problem are left out. */
export function readRequires(list: Field): readonly Requirement[] {
  if (!Array.isArray(list.value)) return [];
  return list.value.flatMap((word: unknown, index) => {
    const requirement = requirementOf(String(word));
    if (requirement !== undefined) return [requirement];
    const hint = suggest(String(word), [...FEATURES, "nodes>=2"], "requirements are");
    list.child(index).problem(`unknown requirement ${JSON.stringify(word)}`, hint);
    return [];
  });
}

/** Each requirement once; of several numbers of nodes the largest, and of both families only that. */
export function distinct(requirements: readonly Requirement[]): readonly Requirement[] {
  const byFeature = new Map<string, Requirement>();
  for (const requirement of requirements) {
    const other = byFeature.get(requirement.feature);
    if (other === undefined || nodesOf(other) < nodesOf(requirement))
      byFeature.set(requirement.feature, requirement);
  }
  const both = byFeature.has("dual-stack");
  return [...byFeature.values()].filter(({ feature }) => !both || (feature !== "ipv4" && feature !== "ipv6"));
}

function requirementOf(word: string): Requirement | undefined {
  const count = NODES.exec(word)?.groups?.count;
  if (count !== undefined) return { feature: "nodes", atLeast: Number(count) };
  const feature = FEATURES.find((known) => known === word);
  return feature && { feature };
}

function nodesOf(requirement: Requirement): number {
  return requirement.feature === "nodes" ? requirement.atLeast : 0;
}
