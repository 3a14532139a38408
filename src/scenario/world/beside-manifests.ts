import type { Twins } from "../../manifest/twins/twins-of.ts";
import type { Namespace, PodRef } from "../../model/index.ts";
import type { Field } from "../../yaml/field.ts";
import { keysOf } from "./names.ts";

/** Reports what a scenario declares although its manifests have it already. */
export function reportTaken(
  root: Field,
  key: "pods" | "services",
  taken: readonly { readonly ref: PodRef }[],
): void {
  for (const name of keysOf(root.child(key).value))
    if (taken.some(({ ref }) => ref === name))
      root
        .child(key, name)
        .problemAtKey(
          `the manifests have ${key === "pods" ? "a workload" : "a Service"} ${name} already`,
          "choose another name, or leave it out of the manifests",
        );
}

/**
 * The namespaces of the manifests and of the scenario. One that the manifests only mention has the labels that the
 * scenario gives it; one that both declare is reported.
 */
export function withDeclared(
  root: Field,
  { namespaces }: Twins,
  own: readonly Namespace[],
): readonly Namespace[] {
  for (const { name, labels } of own) {
    const same = namespaces.find((one) => one.name === name);
    if (same === undefined || Object.keys(same.labels).length === 1 || Object.keys(labels).length === 1)
      continue;
    root
      .child("namespaces", name)
      .problemAtKey(
        `the manifests give labels to the namespace ${name} already`,
        "leave its labels out here: name: {}",
      );
  }
  const declared = new Map(own.map((namespace) => [namespace.name, namespace]));
  const isNew = ({ name }: Namespace): boolean => !namespaces.some((one) => one.name === name);
  return [
    ...namespaces.map((one) => ({ ...one, labels: { ...one.labels, ...declared.get(one.name)?.labels } })),
    ...own.filter(isNew),
  ];
}
