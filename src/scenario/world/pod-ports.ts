import { z } from "zod";
import { portName, type ServedPort } from "../../model/index.ts";
import { isMapping, type Spot } from "../../yaml/field.ts";
import { readShape } from "../../yaml/read-shape.ts";
import { mapping } from "../../yaml/shape.ts";
import { PORT_FORM, PROTOCOLS, parsePort, portFault } from "./port-spec.ts";

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
export function readPodPorts(spot: Spot, written: readonly unknown[]): readonly ServedPort[] {
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
  if (isMapping(written) && Object.keys(written).length > 0) return readPortMapping(spot);
  if (typeof written !== "number" && typeof written !== "string") {
    spot.problem(`${spot.label} must be a port`, "a port is written 80, 53/UDP or dns=53/UDP");
    return undefined;
  }
  const parsed = parsePort(`${written}`);
  if ("value" in parsed) return parsed.value;
  spot.problem(parsed.message, parsed.hint);
  return undefined;
}

function readPortMapping(spot: Spot): ServedPort | undefined {
  const port = readShape(spot, PORT);
  if (port === undefined) return undefined;
  const fault = portFault(port.port, port.name);
  if (fault === undefined) return { ...port, protocol: port.protocol ?? "TCP" };
  spot.child(fault.startsWith("port name") ? "name" : "port").problem(fault);
  return undefined;
}

function reportTwin(spot: Spot, port: ServedPort, before: readonly ServedPort[]): void {
  const same = (other: ServedPort) => other.port === port.port && other.protocol === port.protocol;
  if (before.some(same)) spot.problem(`the pod serves ${portName(port)} twice`);
  if (port.name !== undefined && before.some(({ name }) => name === port.name))
    spot.problem(`the pod has two ports named ${JSON.stringify(port.name)}`);
}
