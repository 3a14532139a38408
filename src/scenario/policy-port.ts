import { portNameFault, portNumberFault } from "./kubernetes-names.ts";
import type { Flaw } from "./shape.ts";

/** What is wrong with a NetworkPolicyPort: its port, and the range that `endPort` closes. */
export function portFlaws({ port, endPort }: Readonly<Record<string, unknown>>): readonly Flaw[] {
  return [...portFlaw(port), ...endPortFlaw(port, endPort)];
}

function portFlaw(port: unknown): readonly Flaw[] {
  const fault =
    typeof port === "number"
      ? portNumberFault(port)
      : typeof port === "string"
        ? portNameFault(port)
        : undefined;
  return fault === undefined ? [] : [{ path: ["port"], message: `port ${JSON.stringify(port)} ${fault}` }];
}

function endPortFlaw(port: unknown, endPort: unknown): readonly Flaw[] {
  if (typeof endPort !== "number") return [];
  const message = endPortMessage(port, endPort);
  return message === undefined ? [] : [{ path: ["endPort"], message }];
}

function endPortMessage(port: unknown, endPort: number): string | undefined {
  if (port === undefined) return '"endPort" needs a "port" at which the range begins';
  if (typeof port !== "number") return '"endPort" needs a numeric "port", not a name';
  if (endPort < port) return `"endPort" ${endPort} is below "port" ${port}`;
  const fault = portNumberFault(endPort);
  return fault && `endPort ${endPort} ${fault}`;
}
