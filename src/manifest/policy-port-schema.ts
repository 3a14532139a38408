import type { ShapeProblem } from "../yaml/shape.ts";
import { portNameProblem, portNumberProblem } from "./kubernetes-names.ts";

/** What is wrong with a NetworkPolicyPort: its port, and the range that `endPort` closes. */
export function policyPortProblems({
  port,
  endPort,
}: Readonly<Record<string, unknown>>): readonly ShapeProblem[] {
  return [...portProblem(port), ...endPortProblem(port, endPort)];
}

function portProblem(port: unknown): readonly ShapeProblem[] {
  const problem =
    typeof port === "number"
      ? portNumberProblem(port)
      : typeof port === "string"
        ? portNameProblem(port)
        : undefined;
  return problem === undefined
    ? []
    : [{ path: ["port"], message: `port ${JSON.stringify(port)} ${problem}` }];
}

function endPortProblem(port: unknown, endPort: unknown): readonly ShapeProblem[] {
  if (typeof endPort !== "number") return [];
  const problem = endPortMessage(port, endPort);
  return problem === undefined ? [] : [{ path: ["endPort"], ...problem }];
}

/** The answers are those of the API server's ValidateNetworkPolicyPort. */
function endPortMessage(port: unknown, endPort: number): Omit<ShapeProblem, "path"> | undefined {
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
  const problem = portNumberProblem(endPort);
  return problem === undefined ? undefined : { message: `endPort ${endPort} ${problem}` };
}
