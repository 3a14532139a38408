import { z } from "zod";
import type { Change } from "../../model/index.ts";
import type { Field } from "../../yaml/field.ts";
import { readFields } from "../../yaml/read-shape.ts";
import { judgedEach } from "../../yaml/shape.ts";
import { keysOf } from "../world/names.ts";
import { NAMESPACE, NAMESPACE_NAME, readNamespaces } from "../world/namespaces.ts";
import { POD, POD_NAME, readPods } from "../world/pods.ts";
import type { Progress } from "../world/world.ts";

/** The namespaces and pods at the top of a scenario, or in a `create`. */
export const CREATED = {
  namespaces: judgedEach(NAMESPACE_NAME, z.strictObject(NAMESPACE).nullable()).describe(
    "Name → { labels }. kubernetes.io/metadata.name is implied.",
  ),
  pods: judgedEach(POD_NAME, z.strictObject(POD).nullable()).describe(
    "namespace/name → { labels, ports, node }.",
  ),
};

const CREATE = { namespaces: CREATED.namespaces.optional(), pods: CREATED.pods.optional() };

/** How editors see a `create`. */
export const CREATE_SHAPE = z.strictObject(CREATE);

/** The changes of a step's `create`: namespaces first, then pods. */
export function readCreate(field: Field, { names }: Progress): readonly Change[] {
  if (field.value === undefined) return [];
  const fields = readFields(field, CREATE);
  for (const [kind, known] of [
    ["namespaces", names.namespaces],
    ["pods", names.pods],
  ] as const)
    for (const name of keysOf(fields[kind]))
      if (known.includes(name))
        field
          .child(kind, name)
          .problemAtKey(`there is a ${kind.slice(0, -1)} ${JSON.stringify(name)} already`);
  const namespaces = readNamespaces(field.child("namespaces"));
  const known = [...names.namespaces, ...keysOf(fields.namespaces)];
  const pods = readPods(field.child("pods"), known);
  return [
    ...namespaces.map((namespace): Change => ({ action: "create-namespace", namespace })),
    ...pods.map((pod): Change => ({ action: "create-pod", pod })),
  ];
}
