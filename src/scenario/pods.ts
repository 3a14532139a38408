import { z } from "zod";
import { type Pod, podRef, portName, type ServedPort } from "../model/index.ts";
import { dnsLabelFault } from "./kubernetes-names.ts";
import { labelsSchema } from "./label-schema.ts";
import { parsePort } from "./port-spec.ts";
import { readFields } from "./read-shape.ts";
import { list } from "./shape.ts";
import { isMapping, type Spot } from "./spot.ts";
import { suggest } from "./suggest.ts";

const POD = {
  labels: labelsSchema.nullish(),
  ports: list(z.unknown(), (written) => `write a list: [${JSON.stringify(written)}]`).nullish(),
};

/** The pods of a scenario. `namespaces` are the declared names, or nothing if they are not known. */
export function readPods(spot: Spot, namespaces: readonly string[] | undefined): readonly Pod[] {
  if (!isMapping(spot.value)) return [];
  return Object.keys(spot.value).flatMap((name) => readPod(name, spot.child(name), namespaces));
}

function readPod(written: string, spot: Spot, namespaces: readonly string[] | undefined): readonly Pod[] {
  const { labels, ports } = spot.value === null ? {} : readFields(spot, POD);
  const served = readPorts(spot.child("ports"), ports ?? []);
  const [namespace = "", name, ...more] = written.split("/");
  if (name === undefined || more.length > 0) {
    spot.problemAtKey(`${JSON.stringify(written)} is not a pod`, "a pod is written namespace/name");
    return [];
  }
  checkNames(spot, namespace, name, namespaces);
  return [{ ref: podRef(namespace, name), namespace, name, labels: labels ?? {}, ports: served }];
}

function checkNames(spot: Spot, namespace: string, name: string, namespaces?: readonly string[]): void {
  const fault = dnsLabelFault(name);
  if (fault !== undefined) spot.problemAtKey(`pod name ${JSON.stringify(name)} ${fault}`);
  if (namespaces === undefined || namespaces.includes(namespace)) return;
  const hint = suggest(namespace, namespaces, "declared namespaces");
  spot.problemAtKey(`unknown namespace ${JSON.stringify(namespace)}`, hint);
}

function readPorts(spot: Spot, written: readonly unknown[]): readonly ServedPort[] {
  const ports: ServedPort[] = [];
  for (const [index, item] of written.entries()) {
    const port = readPort(spot.child(index), item);
    if (port === undefined) continue;
    reportTwin(spot.child(index), port, ports);
    ports.push(port);
  }
  return ports;
}

function readPort(spot: Spot, written: unknown): ServedPort | undefined {
  if (typeof written !== "number" && typeof written !== "string") {
    spot.problem(`${spot.label} must be a port`, "a port is written 80, 53/UDP or dns=53/UDP");
    return undefined;
  }
  const parsed = parsePort(`${written}`);
  if ("value" in parsed) return parsed.value;
  spot.problem(parsed.message, parsed.hint);
  return undefined;
}

function reportTwin(spot: Spot, port: ServedPort, before: readonly ServedPort[]): void {
  const same = (other: ServedPort) => other.port === port.port && other.protocol === port.protocol;
  if (before.some(same)) spot.problem(`the pod serves ${portName(port)} twice`);
  if (port.name !== undefined && before.some(({ name }) => name === port.name))
    spot.problem(`the pod has two ports named ${JSON.stringify(port.name)}`);
}
