import { z } from "zod";
import { portName, type ServedPort } from "../../model/index.ts";
import { type Field, isMapping } from "../../yaml/field.ts";
import { readShape } from "../../yaml/read-shape.ts";
import { mapping } from "../../yaml/shape.ts";
import { PORT_FORM, PROTOCOLS, parsePort, servedPortProblem } from "./port-spec.ts";

const PORT = mapping({
  port: z.int().describe("The number on which the pod listens."),
  protocol: z.enum(PROTOCOLS).exactOptional().describe("TCP if left out."),
  name: z.string().exactOptional().describe("The name by which policies and rules may call the port."),
  declaredIn: z
    .enum(["container", "sidecar", "nowhere"])
    .exactOptional()
    .describe(
      "Where the pod's manifest names the port; it is listened on in any case. A sidecar is an init container that always restarts.",
    ),
});

/** How editors see a port of a pod. */
export const POD_PORT = z
  .union([z.int().min(1).max(65535), z.string().regex(PORT_FORM), PORT])
  .describe("80, 53/UDP, web=80, dns=53/UDP, or { port: 8080, name: http, declaredIn: sidecar }.");

/** The ports that a pod listens on; those with a problem are left out. */
export function readPodPorts(field: Field, written: readonly unknown[]): readonly ServedPort[] {
  const ports: ServedPort[] = [];
  for (const [index, item] of written.entries()) {
    const port = readPort(field.child(index), item);
    if (port === undefined) continue;
    reportDuplicate(field.child(index), port, ports);
    ports.push(port);
  }
  return ports;
}

function readPort(field: Field, written: unknown): ServedPort | undefined {
  if (isMapping(written) && Object.keys(written).length > 0) return readPortMapping(field);
  if (typeof written !== "number" && typeof written !== "string") {
    field.problem(`${field.label} must be a port`, "a port is written 80, 53/UDP or dns=53/UDP");
    return undefined;
  }
  const parsed = parsePort(`${written}`);
  if ("value" in parsed) return parsed.value;
  field.problem(parsed.message, parsed.hint);
  return undefined;
}

function readPortMapping(field: Field): ServedPort | undefined {
  const port = readShape(field, PORT);
  if (port === undefined) return undefined;
  const problem = servedPortProblem(port.port, port.name);
  if (problem === undefined) return { ...port, protocol: port.protocol ?? "TCP" };
  field.child(problem.startsWith("port name") ? "name" : "port").problem(problem);
  return undefined;
}

function reportDuplicate(field: Field, port: ServedPort, before: readonly ServedPort[]): void {
  const same = (other: ServedPort) => other.port === port.port && other.protocol === port.protocol;
  if (before.some(same)) field.problem(`the pod serves ${portName(port)} twice`);
  if (port.name !== undefined && before.some(({ name }) => name === port.name))
    field.problem(`the pod has two ports named ${JSON.stringify(port.name)}`);
}
