import { z } from "zod";
import { dnsLabelFault } from "../../manifest/kubernetes-names.ts";
import { labelsSchema } from "../../manifest/label-schema.ts";
import { type Pod, podRef } from "../../model/index.ts";
import { isMapping, type Spot } from "../../yaml/field.ts";
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

/** The pods of a mapping. `namespaces` are the known names, or nothing if they are not known. */
export function readPods(spot: Spot, namespaces: readonly string[] | undefined): readonly Pod[] {
  if (!isMapping(spot.value)) return [];
  return Object.keys(spot.value).flatMap((name) => readPod(name, spot.child(name), namespaces));
}

function readPod(written: string, spot: Spot, namespaces: readonly string[] | undefined): readonly Pod[] {
  const { labels, ports, node } = spot.value === null ? {} : readFields(spot, POD);
  const served = readPodPorts(spot.child("ports"), ports ?? []);
  const [namespace = "", name, ...more] = written.split("/");
  if (name === undefined || more.length > 0) {
    spot.problemAtKey(`${JSON.stringify(written)} is not a pod`, "a pod is written namespace/name");
    return [];
  }
  const fault = dnsLabelFault(name);
  if (fault !== undefined) spot.problemAtKey(`pod name ${JSON.stringify(name)} ${fault}`);
  checkNamespace(spot, namespace, namespaces);
  const pod = { ref: podRef(namespace, name), namespace, name, labels: labels ?? {}, ports: served };
  return [{ ...pod, ...(node ? { node } : {}) }];
}

/** Reports a namespace, the first part of a key, that is not there. */
export function checkNamespace(spot: Spot, namespace: string, known: readonly string[] | undefined): void {
  if (known === undefined || known.includes(namespace)) return;
  const hint = suggest(namespace, known, "declared namespaces");
  spot.problemAtKey(`unknown namespace ${JSON.stringify(namespace)}`, hint);
}
