import { z } from "zod";
import { serviceNameProblem } from "../../manifest/kubernetes-names.ts";
import { labelsSchema } from "../../manifest/label-schema.ts";
import { type Pod, podRef, portName, type Service, type ServicePort } from "../../model/index.ts";
import { type Field, isMapping } from "../../yaml/field.ts";
import { readFields } from "../../yaml/read-shape.ts";
import { judgedLater, list } from "../../yaml/shape.ts";
import { suggest } from "../../yaml/suggest.ts";
import { checkNamespace } from "./pods.ts";
import { parseServicePort, SERVICE_PORT_FORM } from "./service-port-spec.ts";

const PORT = z
  .union([z.int().min(1).max(65535), z.string().regex(SERVICE_PORT_FORM)])
  .describe("80 (target port 80), 80->8080, 80->http (a port's name), 53->5353/UDP or web=80->8080.");

export const SERVICE = {
  selector: labelsSchema.describe("The labels of the pods of its namespace to which it leads."),
  ports: list(judgedLater(PORT), (written) => `write a list: [${JSON.stringify(written)}]`)
    .min(1, '"ports" must not be empty')
    .describe("The Service's ports, and where each leads."),
  headless: z
    .boolean()
    .optional()
    .describe("Without an address of its own: its DNS name stands for the addresses of its pods."),
};

/** The declared Services. `namespaces` are the known names, or undefined if they are not known. */
export function readServices(field: Field, namespaces: readonly string[] | undefined): readonly Service[] {
  if (!isMapping(field.value)) return [];
  return Object.keys(field.value).flatMap((name) => readService(name, field.child(name), namespaces));
}

/** Reports a target port's name that no pod gives to a port. `pods` are all that the scenario ever has. */
export function checkTargetPorts(field: Field, services: readonly Service[], pods: readonly Pod[]): void {
  const known = [...new Set(pods.flatMap(({ ports }) => ports.flatMap(({ name }) => name ?? [])))];
  for (const { ref, ports } of services)
    for (const [index, { targetPort }] of ports.entries())
      if (typeof targetPort === "string" && !known.includes(targetPort))
        field
          .child(ref, "ports", index)
          .problem(
            `no pod names a port ${JSON.stringify(targetPort)}`,
            suggest(targetPort, known, "port names"),
          );
}

function readService(
  written: string,
  field: Field,
  namespaces: readonly string[] | undefined,
): readonly Service[] {
  const { selector = {}, ports = [], headless = false } = readFields(field, SERVICE);
  if (isMapping(field.child("selector").value) && Object.keys(selector).length === 0)
    field
      .child("selector")
      .problem(`${field.child("selector").label} must not be empty: it selects nothing then`);
  const read = readPorts(field.child("ports"), ports);
  const [namespace = "", name, ...more] = written.split("/");
  if (name === undefined || more.length > 0) {
    field.problemAtKey(`${JSON.stringify(written)} is not a Service`, "a Service is written namespace/name");
    return [];
  }
  const problem = serviceNameProblem(name);
  if (problem !== undefined) field.problemAtKey(`Service name ${JSON.stringify(name)} ${problem}`);
  checkNamespace(field, namespace, namespaces);
  return [{ ref: podRef(namespace, name), namespace, name, backs: { selector }, headless, ports: read }];
}

function readPorts(field: Field, written: readonly unknown[]): readonly ServicePort[] {
  const ports: ServicePort[] = [];
  for (const [index, item] of written.entries()) {
    const parsed = parseServicePort(typeof item === "number" || typeof item === "string" ? `${item}` : "");
    if ("message" in parsed) field.child(index).problem(parsed.message, parsed.hint);
    else {
      reportDuplicate(field.child(index), parsed.value, ports);
      ports.push(parsed.value);
    }
  }
  return ports;
}

function reportDuplicate(field: Field, port: ServicePort, before: readonly ServicePort[]): void {
  const same = (other: ServicePort) => other.port === port.port && other.protocol === port.protocol;
  if (before.some(same)) field.problem(`the Service has port ${portName(port)} twice`);
  if (port.name !== undefined && before.some(({ name }) => name === port.name))
    field.problem(`the Service has two ports named ${JSON.stringify(port.name)}`);
}
