import { type CellVerdict, isLoopback, satisfies } from "../../model/index.ts";

/** In how many of the cells that can be compared the cluster did what the policies mean. */
export interface Agreement {
  readonly agreed: number;
  readonly compared: number;
}

export function agreementOf(cells: readonly CellVerdict[]): Agreement {
  const compared = cells.filter(isComparable);
  const agreed = compared.filter(({ observed, predicted }) =>
    satisfies(observed.outcome, predicted?.allowed ? "allow" : "deny"),
  );
  return { agreed: agreed.length, compared: compared.length };
}

/** Not what was not proven, nor what depends on the endpoint, nor a pod's flow to itself, in which CNIs differ. */
function isComparable({ flow, expected, predicted, observed, verdict }: CellVerdict): boolean {
  return (
    predicted !== undefined &&
    predicted.depends === undefined &&
    predicted.unserved === undefined &&
    predicted.undetermined === undefined &&
    observed.outcome !== "probe-failed" &&
    verdict !== "unknown" &&
    !(expected === "any" && isLoopback(flow))
  );
}
