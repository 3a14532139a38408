import {
  type CellVerdict,
  type Decision,
  type SettledExpectation,
  satisfies,
  type Undetermined,
} from "../../model/index.ts";

/** What a decision says, in the words of expectations where there is one. */
export function predictedWord({
  allowed,
  depends,
  undetermined,
}: Decision): "allow" | "deny" | "depends on the endpoint" | "nothing" {
  if (undetermined !== undefined) return "nothing";
  if (depends) return "depends on the endpoint";
  return allowed ? "allow" : "deny";
}

/** Which policy keeps a flow from being predicted, and why. */
export function undeterminedText({ policy, reason }: Undetermined): string {
  return `${policy}: ${reason}`;
}

/** Whether the policies say what the scenario declares; `any` declares nothing, and what is not known contradicts nothing. */
export function predictionAgrees(expected: SettledExpectation, predicted: Decision | undefined): boolean {
  if (expected === "any" || predicted === undefined || predicted.undetermined !== undefined) return true;
  return predicted.depends === undefined && (expected === "allow") === predicted.allowed;
}

/**
 * Where to look first, from three opinions about a flow: what the scenario declares, what the policies say and what
 * the cluster does. Undefined if nothing was observed or nothing is wrong.
 */
export function suspect({ expected, predicted, observed }: CellVerdict): string | undefined {
  if (observed.outcome === "wrong-peer") return "another pod answered in the target's place";
  if (observed.outcome === "unanswered" && expected !== "any")
    return "the connection was made, but no data came back: it is neither let through nor denied";
  if (observed.outcome === "probe-failed" || predicted === undefined || predicted.undetermined !== undefined)
    return undefined;
  const declared = satisfies(observed.outcome, expected);
  if (predicted.unserved !== undefined) return declared ? undefined : predicted.unserved;
  if (predicted.depends)
    return declared
      ? undefined
      : "the policies let some of the Service's endpoints be reached, and others not";
  const obeyed = satisfies(observed.outcome, predicted.allowed ? "allow" : "deny");
  return whoIsWrong(declared, obeyed, predictionAgrees(expected, predicted));
}

/** @param declared - whether the cluster does what is declared; `obeyed`: what is predicted; `agrees`: these are the same. */
function whoIsWrong(declared: boolean, obeyed: boolean, agrees: boolean): string | undefined {
  if (declared && obeyed) return undefined;
  if (agrees && !obeyed) return "the cluster does not do what the policies say";
  if (declared) return "the cluster does what the scenario declares, but the policies say otherwise";
  if (agrees) return "it is denied, but not in the declared way";
  if (obeyed) return "the policies do not say what the scenario declares";
  return "neither the policies nor the cluster do what the scenario declares";
}
