import { type Namespace, namespaceWithImpliedLabel } from "../../model/index.ts";
import type { KnownNamespace } from "../inventory.ts";
import { latestOf } from "./latest.ts";
import { compare } from "./twin-pods.ts";

/** The namespaces that are declared, and those in which something is, by name; those of `elsewhere` have labels from there. */
export function twinNamespaces(
  declared: readonly KnownNamespace[],
  mentioned: readonly string[],
  leftOut: string[],
  elsewhere: readonly string[],
): readonly Namespace[] {
  const known = latestOf(declared, ({ name }) => `Namespace ${name}`, leftOut);
  const implied = [...new Set(mentioned)]
    .filter((name) => !known.some((one) => one.name === name))
    .sort(compare);
  const unknown = implied.filter((name) => !elsewhere.includes(name));
  if (unknown.length > 0)
    leftOut.push(`no Namespace is declared for ${unknown.join(", ")}: made without labels but its name`);
  return [
    ...known.map(({ name, labels }) => ({ name, labels })),
    ...implied.map((name) => namespaceWithImpliedLabel(name)),
  ].sort((a, b) => compare(a.name, b.name));
}
