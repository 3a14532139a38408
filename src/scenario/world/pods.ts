import { z } from "zod";
import { dnsLabelProblem } from "../../manifest/kubernetes-names.ts";
import { labelsSchema } from "../../manifest/label-schema.ts";
import { type Pod, podRef } from "../../model/index.ts";
import { type Field, isMapping } from "../../yaml/field.ts";
import { readFields } from "../../yaml/read-shape.ts";
import { judgedLater, list } from "../../yaml/shape.ts";
import { suggest } from "../../yaml/suggest.ts";
import { POD_PORT, readPodPorts } from "./pod-ports.ts";

/** How editors see the name of a pod or of a Service. */
export const POD_NAME = z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/);

export const POD = {
  labels: labelsSchema.nullish().describe("The pod's labels."),
  ports: list(judgedLater(POD_PORT), (written) => `write a list: [${JSON.stringify(written)}]`)
    .nullish()
    .describe("What the pod listens on."),
  node: z
    .string()
    .min(1, '"node" must not be empty')
    .nullish()
    .describe("Any word: pods with the same word share a node, pods with different words do not."),
};

/** The pods of a mapping. `namespaces` are the known names, or undefined if they are not known. */
export function readPods(field: Field, namespaces: readonly string[] | undefined): readonly Pod[] {
  if (!isMapping(field.value)) return [];
  return Object.keys(field.value).flatMap((name) => readPod(name, field.child(name), namespaces));
}

function readPod(written: string, field: Field, namespaces: readonly string[] | undefined): readonly Pod[] {
  const { labels, ports, node } = field.value === null ? {} : readFields(field, POD);
  const served = readPodPorts(field.child("ports"), ports ?? []);
  const [namespace = "", name, ...more] = written.split("/");
  if (name === undefined || more.length > 0) {
    field.problemAtKey(`${JSON.stringify(written)} is not a pod`, "a pod is written namespace/name");
    return [];
  }
  const problem = dnsLabelProblem(name);
  if (problem !== undefined) field.problemAtKey(`pod name ${JSON.stringify(name)} ${problem}`);
  checkNamespace(field, namespace, namespaces);
  const pod = { ref: podRef(namespace, name), namespace, name, labels: labels ?? {}, ports: served };
  return [{ ...pod, ...(node ? { node } : {}) }];
}

/** Reports a namespace, the first part of a key, that is not there. */
export function checkNamespace(field: Field, namespace: string, known: readonly string[] | undefined): void {
  if (known === undefined || known.includes(namespace)) return;
  const hint = suggest(namespace, known, "declared namespaces");
  field.problemAtKey(`unknown namespace ${JSON.stringify(namespace)}`, hint);
}
