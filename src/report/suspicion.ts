import type { CellVerdict, Expectation, Outcome } from "../model/index.ts";

/**
 * Which of declared, predicted and observed is to be doubted, in a sentence; undefined where the three agree or one of
 * them says nothing.
 */
export function suspicionOf({ expected, predicted, observed }: CellVerdict): string | undefined {
  const declared = getsThrough(expected);
  const seen = gotThrough(observed.outcome);
  if (declared === undefined || seen === undefined) return undefined;
  if (declared === seen) {
    return predicted.allowed === seen ? undefined : "the cluster does what is declared, but the policies say otherwise";
  }
  return predicted.allowed === seen
    ? "the policies do not say what the scenario declares"
    : "the cluster does not do what the policies say";
}

function getsThrough(expected: Expectation): boolean | undefined {
  if (expected === "any") return undefined;
  return expected === "allow";
}

function gotThrough(outcome: Outcome): boolean | undefined {
  switch (outcome) {
    case "reachable":
      return true;
    case "timeout":
    case "refused":
    case "unreachable":
      return false;
    case "unresolved":
    case "wrong-peer":
    case "probe-failed":
      return undefined;
  }
}
