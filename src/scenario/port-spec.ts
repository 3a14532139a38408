import type { ServedPort } from "../model/index.ts";
import { portNameFault, portNumberFault } from "./kubernetes-names.ts";

export type Parsed<T> = { readonly value: T } | { readonly message: string; readonly hint?: string };

const FORMS = "a port is written 80, 53/UDP or dns=53/UDP";

/** A served port as a scenario writes it: `80`, `53/UDP`, `web=80`, `dns=53/UDP`. */
export function parsePort(written: string): Parsed<ServedPort> {
  const groups = /^(?:(?<name>[^=/]*)=)?(?<port>\d+)(?:\/(?<protocol>[^=/]*))?$/.exec(written)?.groups;
  if (groups === undefined) return { message: `${JSON.stringify(written)} is not a port`, hint: FORMS };
  const { name, port = "", protocol: word = "TCP" } = groups;
  const protocol = parseProtocol(word);
  if ("message" in protocol) return protocol;
  const fault = portFault(Number(port), name);
  if (fault !== undefined) return { message: fault };
  const served = { port: Number(port), protocol: protocol.value };
  return { value: name === undefined ? served : { ...served, name } };
}

/** A protocol that can be probed. */
export function parseProtocol(word: string): Parsed<"TCP" | "UDP"> {
  if (word === "TCP" || word === "UDP") return { value: word };
  if (word.toUpperCase() === "SCTP")
    return { message: "SCTP is not probed yet", hint: "probed are TCP and UDP" };
  const upper = word.toUpperCase();
  const hint = upper === "TCP" || upper === "UDP" ? `write ${upper}` : "protocols are TCP and UDP";
  return { message: `unknown protocol ${JSON.stringify(word)}`, hint };
}

function portFault(port: number, name: string | undefined): string | undefined {
  const number = portNumberFault(port);
  if (number !== undefined) return `port ${port} ${number}`;
  const fault = name === undefined ? undefined : portNameFault(name);
  return fault && `port name ${JSON.stringify(name)} ${fault}`;
}
