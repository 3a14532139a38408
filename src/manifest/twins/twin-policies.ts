import { type Pod, type PolicyObject, policyName } from "../../model/index.ts";
import { isMapping } from "../../yaml/field.ts";
import type { PlacedPolicy } from "../inventory.ts";
import { API_VERSION, KIND } from "../policy-manifest.ts";
import { isAddedByController } from "./controller-labels.ts";
import { latestOf } from "./latest.ts";
import type { Placed } from "./placed.ts";
import { compare } from "./twin-pods.ts";

/** The policies by name. */
export function twinPolicies(
  policies: readonly Placed<PlacedPolicy>[],
  leftOut: string[],
): readonly PolicyObject[] {
  return latestOf(policies, ({ namespace, name }) => `${KIND} ${namespace}/${name}`, leftOut)
    .map(({ namespace, name, spec }) => ({
      apiVersion: API_VERSION,
      kind: KIND,
      metadata: { name, namespace },
      spec,
    }))
    .sort((a, b) => compare(policyName(a), policyName(b)));
}

/** What of policies means nothing to twins: names of ports that nobody declares, and labels that twins do not have. */
export function unmatchable(policies: readonly PolicyObject[], pods: readonly Pod[]): readonly string[] {
  const declared = new Set(pods.flatMap(({ ports }) => ports.flatMap(({ name }) => name ?? [])));
  return policies.flatMap((policy) => {
    const name = `${policy.kind} ${policyName(policy)}`;
    const { ports, keys } = usedBy(policy.spec);
    return [
      ...ports
        .filter((port) => !declared.has(port))
        .map((port) => `${name} names the port ${port}, which no container declares: it matches nothing`),
      ...keys
        .filter(isAddedByController)
        .map(
          (key) =>
            `${name} selects by ${key}, which a controller gives to the pods that it makes: no pod has it here`,
        ),
    ];
  });
}

/** The names of ports and the keys of labels anywhere in a policy, each once. */
function usedBy(spec: unknown): { readonly ports: readonly string[]; readonly keys: readonly string[] } {
  const inside = mappingsWithin(spec);
  const ports = inside.flatMap(({ port }) => (typeof port === "string" ? [port] : []));
  const keys = inside.flatMap(({ operator, key, matchLabels }) => [
    ...(typeof operator === "string" && typeof key === "string" ? [key] : []),
    ...(isMapping(matchLabels) ? Object.keys(matchLabels) : []),
  ]);
  return { ports: [...new Set(ports)], keys: [...new Set(keys)] };
}

function mappingsWithin(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (Array.isArray(value)) return value.flatMap(mappingsWithin);
  return isMapping(value) ? [value, ...Object.values(value).flatMap(mappingsWithin)] : [];
}
