import { portNameProblem, portNumberProblem } from "../../manifest/kubernetes-names.ts";
import type { Protocol, ServedPort } from "../../model/index.ts";
import { didYouMean } from "../../yaml/suggest.ts";

export type Parsed<T> = { readonly value: T } | { readonly message: string; readonly hint?: string };

export const PROTOCOLS = ["TCP", "UDP", "SCTP"] as const satisfies readonly Protocol[];

/** `80`, `53/UDP`, `web=80`, `dns=53/UDP`. */
export const PORT_FORM = /^(?:(?<name>[^=/]*)=)?(?<port>\d+)(?:\/(?<protocol>[^=/]*))?$/;

const FORMS = "a port is written 80, 53/UDP or dns=53/UDP";

/** A served port as a scenario writes it: `80`, `53/UDP`, `web=80`, `dns=53/UDP`. */
export function parsePort(written: string): Parsed<ServedPort> {
  const groups = PORT_FORM.exec(written)?.groups;
  if (groups === undefined) return { message: `${JSON.stringify(written)} is not a port`, hint: FORMS };
  const { name, port = "", protocol: word = "TCP" } = groups;
  const protocol = parseProtocol(word);
  if ("message" in protocol) return protocol;
  const problem = servedPortProblem(Number(port), name);
  if (problem !== undefined) return { message: problem };
  const served = { port: Number(port), protocol: protocol.value };
  return { value: name === undefined ? served : { ...served, name } };
}

export function parseProtocol(word: string): Parsed<Protocol> {
  const protocol = PROTOCOLS.find((known) => known === word);
  if (protocol !== undefined) return { value: protocol };
  const upper = PROTOCOLS.find((known) => known === word.toUpperCase());
  const hint = upper ? `write ${upper}` : (didYouMean(word, PROTOCOLS) ?? "protocols are TCP, UDP and SCTP");
  return { message: `unknown protocol ${JSON.stringify(word)}`, hint };
}

/** Why a number and a name, if there is one, do not make a port of a pod. */
export function servedPortProblem(port: number, name: string | undefined): string | undefined {
  const number = portNumberProblem(port);
  if (number !== undefined) return `port ${port} ${number}`;
  const problem = name === undefined ? undefined : portNameProblem(name);
  return problem && `port name ${JSON.stringify(name)} ${problem}`;
}
