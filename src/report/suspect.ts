import { type CellVerdict, type Decision, type Expectation, satisfies } from "../model/index.ts";

/** What a decision says, in the words of expectations. */
export function predictedWord({ allowed }: Decision): "allow" | "deny" {
  return allowed ? "allow" : "deny";
}

/** Whether the policies say what the scenario declares; `any` declares nothing. */
export function predictionAgrees(expected: Expectation, predicted: Decision): boolean {
  return expected === "any" || (expected === "allow") === predicted.allowed;
}

/**
 * Where to look first, from three opinions about a flow: what the scenario declares, what the policies say and what
 * the cluster does. Undefined if nothing was observed or nothing is wrong.
 */
export function suspect({ expected, predicted, observed }: CellVerdict): string | undefined {
  if (observed.outcome === "probe-failed") return undefined;
  if (observed.outcome === "wrong-peer") return "another pod answered in the target's place";
  const declared = satisfies(observed.outcome, expected);
  const obeyed = satisfies(observed.outcome, predictedWord(predicted));
  const agrees = predictionAgrees(expected, predicted);
  if (declared && obeyed) return undefined;
  if (agrees && !obeyed) return "the cluster does not do what the policies say";
  if (declared) return "the cluster does what the scenario declares, but the policies say otherwise";
  if (agrees) return "it is denied, but not in the declared way";
  if (obeyed) return "the policies do not say what the scenario declares";
  return "neither the policies nor the cluster do what the scenario declares";
}
