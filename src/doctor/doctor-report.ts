import type { NetworkPlugin } from "../kubernetes/index.ts";
import { diagnose } from "./diagnose.ts";
import type { DoctorFacts } from "./facts.ts";
import type { Finding, Status } from "./finding.ts";

/** What doctor says, ready for every format. Times in ms. */
export interface DoctorReport {
  readonly context: string;
  /** Version of the API server. */
  readonly kubernetes: string;
  /** Empty if none was recognised. */
  readonly plugins: readonly NetworkPlugin[];
  /** Those that were tried. */
  readonly nodes: readonly string[];
  readonly enforcement: "enforced" | "not-enforced" | "unknown";
  readonly findings: readonly Finding[];
  readonly durationMs: number;
}

export function doctorReport(facts: DoctorFacts, durationMs: number): DoctorReport {
  const { survey, enforcement } = facts;
  const findings = diagnose(facts);
  const statuses = findings.filter(({ check }) => check === "enforcement").map(({ status }) => status);
  return {
    context: survey.context,
    kubernetes: survey.version,
    plugins: "value" in survey.plugins ? survey.plugins.value : [],
    nodes: "value" in enforcement ? enforcement.value.nodes : [],
    enforcement: enforcementOf(statuses),
    findings,
    durationMs,
  };
}

function enforcementOf(statuses: readonly Status[]): DoctorReport["enforcement"] {
  if (statuses.includes("broken")) return "not-enforced";
  return statuses.length === 0 || statuses.includes("unknown") ? "unknown" : "enforced";
}
