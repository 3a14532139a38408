import { z } from "zod";
import { type FlowKinds, type IpFamily, type Service, VIAS, type Via } from "../../model/index.ts";
import type { Field } from "../../yaml/field.ts";
import { readShape } from "../../yaml/read-shape.ts";
import { judgedLater, list } from "../../yaml/shape.ts";

export const FAMILIES = ["ipv4", "ipv6"] as const satisfies readonly IpFamily[];

const VIA = z.enum(VIAS);

/** What a scenario says about which flows are its cells. */
export const FLOW_KINDS = {
  via: judgedLater(z.union([VIA, z.array(VIA)]))
    .optional()
    .describe(
      "How targets are addressed: pod-ip (the default), cluster-ip, service (by DNS name), or a list of them, which multiplies the cells.",
    ),
  families: judgedLater(z.array(z.enum(FAMILIES)))
    .optional()
    .describe(
      "Each cell once in each of these families. Left out: once, in the family that the cluster prefers.",
    ),
  loopback: z.boolean().optional().describe("Whether a pod's flows to itself are cells too."),
};

/**
 * Which flows are cells, from `via`, `families` and `loopback`. With declared Services, or others that `hasOthers` tells
 * of, and nothing said, cells are addressed by pod IP and by cluster IP.
 */
export function readFlowKinds(root: Field, services: readonly Service[], hasOthers = false): FlowKinds {
  const written = root.child("via");
  const field = typeof written.value === "string" ? written.holding([written.value]) : written;
  const given = field.value === undefined ? undefined : readWords(field, VIA);
  const otherwise: readonly Via[] = services.length > 0 || hasOthers ? ["pod-ip", "cluster-ip"] : ["pod-ip"];
  const via = given ?? otherwise;
  if (!via.includes("service")) reportHeadless(root, services, via);
  return {
    loopback: root.child("loopback").value === true,
    via,
    families: readFamilies(root.child("families")),
  };
}

function readFamilies(field: Field): readonly IpFamily[] {
  return field.value === undefined ? [] : (readWords(field, z.enum(FAMILIES)) ?? []);
}

/** A list of words, none of them twice; undefined after a problem has been reported. */
function readWords<T extends string>(field: Field, word: z.ZodType<T>): readonly T[] | undefined {
  const words = readShape(
    field,
    list(word, (written) => `write a list: [${String(written)}]`),
  );
  if (words?.length === 0) field.problem(`${field.label} must not be empty`, "leave it out for the default");
  for (const [index, one] of words?.entries() ?? [])
    if (words !== undefined && words.indexOf(one) < index)
      field.child(index).problem(`${one} is written twice in ${field.label}`);
  return words?.length === 0 ? undefined : words && [...new Set(words)];
}

function reportHeadless(root: Field, services: readonly Service[], via: readonly Via[]): void {
  for (const { ref, headless } of services)
    if (headless)
      root
        .child("services", ref)
        .problemAtKey(
          `the headless Service ${ref} has no cell: it can be addressed by its name only`,
          `add via: [${[...via, "service"].join(", ")}]`,
        );
}
