import { z } from "zod";
import type { Field } from "../../yaml/field.ts";
import { readFields } from "../../yaml/read-shape.ts";
import { type Names, namespaceProblem } from "../world/names.ts";

/** A file of policies with the namespaces that they are put into. */
export const POLICY_FILE = {
  file: z.string().describe("A file of manifests, relative to the scenario's folder."),
  namespace: z
    .union([z.string(), z.array(z.string())], { error: '"namespace" must be a namespace or a list of them' })
    .optional()
    .describe("The namespace, or several for a copy in each, of policies that name none."),
};

/** A file with its namespaces; those are undefined if one of them is wrong. */
export function readPolicyFile(item: Field, names: Names) {
  const { file, namespace } = readFields(item, POLICY_FILE);
  const given = namespace === undefined ? undefined : readGiven(item.child("namespace"), namespace, names);
  return { file, given };
}

/** The namespaces of a policy: its own, else those that are given, else the only one that there is. */
export function targetsOf(
  own: string | undefined,
  given: readonly string[],
  names: Names,
): readonly string[] {
  if (own !== undefined) return [own];
  if (given.length > 0) return given;
  return names.namespaces.length === 1 ? names.namespaces : [];
}

/** Reports a policy for which no namespace was found. */
export function reportNoNamespace(field: Field, what: string, { namespaces }: Names): void {
  if (namespaces.length === 0) return;
  field
    .child("metadata")
    .problemAtKey(
      `${what} names no namespace, and the scenario has ${namespaces.length}`,
      `add metadata.namespace, or apply it with { file: …, namespace: ${namespaces[0]} }`,
    );
}

export function isDeclared(name: string, field: Field, names: Names): boolean {
  const problem = namespaceProblem(name, names);
  if (problem !== undefined) field.problem(problem.message, problem.hint);
  return problem === undefined;
}

function readGiven(
  field: Field,
  given: string | readonly string[],
  names: Names,
): readonly string[] | undefined {
  if (typeof given === "string") return isDeclared(given, field, names) ? [given] : undefined;
  const sound = given.map((name, index) => {
    const twice = given.indexOf(name) < index;
    if (twice) field.child(index).problem(`namespace ${name} is given twice`);
    return !twice && isDeclared(name, field.child(index), names);
  });
  if (given.length === 0)
    field.problem(`${field.label} must not be empty`, "name a namespace, or leave it out");
  return sound.every(Boolean) && given.length > 0 ? given : undefined;
}
