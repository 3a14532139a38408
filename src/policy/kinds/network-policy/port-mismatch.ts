import type { PolicyPort, PortMismatch } from "../../../model/index.ts";
import type { Connection } from "../../engine/connection.ts";
import { portsNamed } from "./port-rule.ts";

/** Why a port of a rule does not mean a connection's; empty if it does. */
export function portMismatches(port: PolicyPort, connection: Connection): readonly PortMismatch[] {
  const { protocol: wanted = "TCP" } = port;
  const { protocol } = connection;
  return [
    ...(wanted === protocol ? [] : [{ kind: "protocol", wanted, dialed: protocol } as const]),
    ...numberMismatch(port, connection),
  ];
}

function numberMismatch(wanted: PolicyPort, { target, port: dialed }: Connection): readonly PortMismatch[] {
  const { port: first, protocol = "TCP", endPort } = wanted;
  if (first === undefined) return [];
  if (typeof first === "number") {
    const last = endPort ?? first;
    return first <= dialed && dialed <= last ? [] : [{ kind: "number", first, last, dialed, protocol }];
  }
  const has = portsNamed(target, first, protocol);
  if (has.includes(dialed)) return [];
  return [{ kind: "name", name: first, has, dialed, protocol, target: target.ref }];
}
