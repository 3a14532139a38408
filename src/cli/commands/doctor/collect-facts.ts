import { ClusterError } from "../../../cluster/port.ts";
import {
  type DoctorFacts,
  doctorScenario,
  type EnforcementFacts,
  type KnownDeviations,
  measureEnforcement,
  podNames,
} from "../../../doctor/index.ts";
import type {
  Known,
  KubernetesCluster,
  KubernetesClusterSession,
  PodExamination,
  Survey,
} from "../../../kubernetes/index.ts";
import { podRef } from "../../../model/index.ts";
import { withDeadline } from "../../../system/deadline.ts";
import { messageOf } from "../../../system/system-error.ts";

/** What a cluster is asked with, and for how long. `survey` reads the cluster's own objects. */
export interface Patient {
  readonly cluster: KubernetesCluster;
  readonly survey: (signal: AbortSignal) => Promise<Survey>;
  /** The namespace of doctor's pods. */
  readonly namespace: string;
  readonly image: string;
  readonly mostNodes: number;
  readonly timeoutMs: number;
  readonly deviations: readonly KnownDeviations[];
}

/** A part of the time is the cluster's to enforce; for the rest pods have to start. */
const SETTLE_PART = 1 / 6;

/**
 * Reads the cluster's own objects and measures, at one time. What was not found out in time is unknown with the reason.
 *
 * @param onKnown - is told of all that was measured and read before anything is removed, unless measuring failed.
 * @returns the same, and what could not be removed.
 * @throws ClusterError when the cluster cannot be reached at all; the signal's reason when it is aborted.
 */
export async function collectFacts(
  patient: Patient,
  signal: AbortSignal,
  onKnown: (facts: DoctorFacts) => void = () => undefined,
): Promise<DoctorFacts> {
  using deadline = withDeadline(signal, patient.timeoutMs, "it was not done");
  const { image, mostNodes, deviations } = patient;
  const surveying = settledSurvey(patient, deadline.signal);
  const whole = (survey: Survey, measured: Measured): DoctorFacts => ({
    survey,
    image,
    mostNodes,
    deviations,
    ...measured,
  });
  const tell = async (measured: Measured): Promise<void> => {
    const surveyed = await surveying;
    if ("survey" in surveyed && !signal.aborted) onKnown(whole(surveyed.survey, measured));
  };
  const measured = await measure(patient, deadline.signal, tell);
  const surveyed = await surveying;
  signal.throwIfAborted();
  if ("error" in surveyed) throw surveyed.error;
  return whole(surveyed.survey, measured);
}

type Surveyed = { readonly survey: Survey } | { readonly error: unknown };

/** Measuring goes on, and removes what it made, whatever becomes of the survey. */
async function settledSurvey(patient: Patient, signal: AbortSignal): Promise<Surveyed> {
  try {
    return { survey: await patient.survey(signal) };
  } catch (error) {
    return { error };
  }
}

type Measured = Pick<DoctorFacts, "enforcement" | "examinations" | "leftover">;

async function measure(
  patient: Patient,
  signal: AbortSignal,
  onMeasured: (measured: Measured) => Promise<void>,
): Promise<Measured> {
  const { cluster, namespace, mostNodes, timeoutMs } = patient;
  let examinations: Measured["examinations"] = { unknown: "no pod was examined" };
  let ended: Pick<EnforcementFacts, "endedEarly"> = {};
  const known = (facts: EnforcementFacts): Measured => ({
    enforcement: { value: { ...facts, ...ended } },
    examinations,
  });
  try {
    const capabilities = await cluster.capabilities(signal);
    const nodes = Math.min(capabilities.nodes, mostNodes);
    const settleMs = Math.round(timeoutMs * SETTLE_PART);
    const scenario = doctorScenario({ namespace, nodes, families: capabilities.families, settleMs });
    const { facts, leftover } = await measureEnforcement(scenario, cluster, {
      signal,
      onOpen: async (session: KubernetesClusterSession) => {
        examinations = await examineAll(session, namespace, nodes, signal);
      },
      onMeasured: (facts) => {
        ended = endedBy(signal);
        return onMeasured(known(facts));
      },
    });
    return { ...known(facts), ...(leftover === undefined ? {} : { leftover }) };
  } catch (error) {
    const unknown = whyUnknown(error, signal);
    const whyNobody = "value" in examinations ? examinations : { unknown: firstLine(unknown) };
    return { enforcement: { unknown }, examinations: whyNobody };
  }
}

async function examineAll(
  session: KubernetesClusterSession,
  namespace: string,
  nodes: number,
  signal: AbortSignal,
): Promise<Known<readonly PodExamination[]>> {
  const refs = Array.from({ length: nodes }, (_, index) => podRef(namespace, podNames(index + 1).source));
  try {
    return { value: await Promise.all(refs.map((ref) => session.examine(ref, signal))) };
  } catch (error) {
    return { unknown: whyUnknown(error, signal) };
  }
}

/** What ended the measuring before its end, if something did. */
function endedBy(signal: AbortSignal): Pick<EnforcementFacts, "endedEarly"> {
  return signal.aborted ? { endedEarly: messageOf(signal.reason) } : {};
}

/** @throws what is a defect of ours. */
function whyUnknown(error: unknown, signal: AbortSignal): string {
  if (error instanceof ClusterError || signal.aborted) return messageOf(error);
  throw error;
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? "";
}
