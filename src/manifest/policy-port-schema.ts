import type { Flaw } from "../yaml/shape.ts";
import { portNameFault, portNumberFault } from "./kubernetes-names.ts";

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
  const flaw = endPortMessage(port, endPort);
  return flaw === undefined ? [] : [{ path: ["endPort"], ...flaw }];
}

/** The answers are those of the API server's ValidateNetworkPolicyPort. */
function endPortMessage(port: unknown, endPort: number): Omit<Flaw, "path"> | undefined {
  if (port === undefined)
    return {
      message: '"endPort" needs a "port" at which the range begins',
      answer: "may not be specified when `port` is not specified",
    };
  if (typeof port !== "number")
    return {
      message: '"endPort" needs a numeric "port", not a name',
      answer: "may not be specified when `port` is non-numeric",
    };
  if (endPort < port)
    return {
      message: `"endPort" ${endPort} is below "port" ${port}`,
      answer: "must be greater than or equal to `port`",
    };
  const fault = portNumberFault(endPort);
  return fault === undefined ? undefined : { message: `endPort ${endPort} ${fault}` };
}
