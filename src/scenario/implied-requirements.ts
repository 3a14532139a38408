import {
  type Change,
  type FlowKinds,
  PLACEHOLDER,
  type Pod,
  parsePlaceholder,
  type Requirement,
  type Service,
} from "../model/index.ts";

interface Needs {
  /** All that the scenario ever has. */
  readonly pods: readonly Pod[];
  readonly services: readonly Service[];
  readonly kinds: FlowKinds;
  readonly changes: readonly Change[];
}

/** What a scenario needs of a cluster without saying so. */
export function impliedRequirements({ pods, services, kinds, changes }: Needs): readonly Requirement[] {
  const served = [...pods, ...services].flatMap(({ ports }) => ports);
  const nodes = new Set(pods.flatMap(({ node }) => node ?? [])).size;
  const required: readonly (Requirement | false)[] = [
    served.some(({ protocol }) => protocol === "SCTP") && { feature: "sctp" },
    services.length > 0 && { feature: "services" },
    kinds.via.includes("service") && { feature: "dns" },
    nodes > 1 && { feature: "nodes", atLeast: nodes },
    ...familyRequirements(kinds),
    ...changes.flatMap(addressRequirements),
  ];
  return required.filter((each) => each !== false);
}

function familyRequirements({ families }: FlowKinds): readonly Requirement[] {
  return families.length > 1 ? [{ feature: "dual-stack" }] : families.map((feature) => ({ feature }));
}

/** A placeholder that asks for a family needs it. */
function addressRequirements(change: Change): readonly Requirement[] {
  if (change.action !== "apply") return [];
  return [...JSON.stringify(change.object.spec ?? null).matchAll(PLACEHOLDER)].flatMap(({ groups }) => {
    const placeholder = parsePlaceholder(groups?.inside ?? "");
    if ("message" in placeholder || placeholder.family === undefined) return [];
    return [{ feature: placeholder.family }];
  });
}
