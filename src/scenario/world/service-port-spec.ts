import { dnsLabelProblem, portNameProblem, portNumberProblem } from "../../manifest/kubernetes-names.ts";
import type { ServicePort } from "../../model/index.ts";
import { type Parsed, parseProtocol } from "./port-spec.ts";

/** `80`, `80->8080`, `80->http`, `53->5353/UDP`, `web=80->8080`. */
export const SERVICE_PORT_FORM =
  /^(?:(?<name>[^=/>]*)=)?(?<port>\d+)(?:\s*->\s*(?<target>[^=/>\s]+))?(?:\/(?<protocol>[^=/>]*))?$/;

const FORMS = "a Service's port is written 80, 80->8080, 80->http, 53->5353/UDP or web=80->8080";

/** A port of a Service as a scenario writes it. Without a target it leads to the same number. */
export function parseServicePort(written: string): Parsed<ServicePort> {
  const groups = SERVICE_PORT_FORM.exec(written)?.groups;
  if (groups === undefined)
    return { message: `${JSON.stringify(written)} is not a port of a Service`, hint: FORMS };
  const { name, port = "", target = port, protocol: word = "TCP" } = groups;
  const protocol = parseProtocol(word);
  if ("message" in protocol) return protocol;
  const targetPort = /^\d+$/.test(target) ? Number(target) : target;
  const problem = numberProblem(Number(port)) ?? targetProblem(targetPort) ?? nameProblem(name);
  if (problem !== undefined) return { message: problem };
  const named = name === undefined ? {} : { name };
  return { value: { port: Number(port), protocol: protocol.value, ...named, targetPort } };
}

function numberProblem(port: number): string | undefined {
  const problem = portNumberProblem(port);
  return problem && `port ${port} ${problem}`;
}

function targetProblem(target: number | string): string | undefined {
  if (typeof target === "number") return numberProblem(target);
  const problem = portNameProblem(target);
  return problem && `port name ${JSON.stringify(target)} ${problem}`;
}

function nameProblem(name: string | undefined): string | undefined {
  const problem = name === undefined ? undefined : dnsLabelProblem(name);
  return problem && `port name ${JSON.stringify(name)} ${problem}`;
}
