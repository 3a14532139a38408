import { forJson } from "../../safe-text/index.ts";
import type { DoctorReport } from "../doctor-report.ts";
import { exitCodeFor } from "../finding.ts";

/** The shape of doctor's JSON; a change that could break a reader gets a new number. */
const JSON_DOCTOR_SCHEMA = "netverdict.dev/doctor/v1";

export function renderDoctorJson(report: DoctorReport): string {
  const exitCode = exitCodeFor(report.findings);
  return `${forJson(JSON.stringify({ schema: JSON_DOCTOR_SCHEMA, exitCode, ...report }, undefined, 2))}\n`;
}
