import {
  type CellVerdict,
  type Decision,
  flowName,
  type KnownDeviation,
  type Report,
  type StepVerdict,
} from "../../model/index.ts";
import { type JsonDirection, jsonDirection } from "./json-decision.ts";

/** The shape of a scenario's JSON report; a change that could break a reader gets a new number. */
const JSON_SCHEMA = "netverdict.dev/report/v2";

/**
 * What `renderJson` writes: the report's own words, with `schema` in front and a name for each cell. Times are in ms;
 * a field that does not apply is absent. Cells are in the order in which they were probed.
 */
export interface JsonReport extends Omit<Report, "steps"> {
  readonly schema: typeof JSON_SCHEMA;
  readonly steps: readonly JsonStep[];
}

interface JsonStep extends Omit<StepVerdict, "cells"> {
  readonly cells: readonly JsonCell[];
}

/** `name`: `x/a -> x/b:80`, unique in its step. */
interface JsonCell extends Omit<CellVerdict, "predicted" | "deviation"> {
  readonly name: string;
  readonly deviation?: JsonDeviation;
  readonly predicted?: JsonDecision;
}

type JsonDeviation = Pick<KnownDeviation, "plugin" | "where" | "why" | "evidence">;

/** Who decided, without the tiers that were asked before. */
interface JsonDecision extends Omit<Decision, "egress" | "ingress"> {
  readonly egress: JsonDirection;
  readonly ingress: JsonDirection;
}

/** Written out field by field, so that a field added to the model does not slip into the published shape. */
export function jsonReport(report: Report): JsonReport {
  const { scenario, file, tags, parameters, skipped, cluster, enforcement, findings, notes } = report;
  const { verdict, totals, startedAt, durationMs } = report;
  return {
    schema: JSON_SCHEMA,
    scenario,
    file,
    tags,
    parameters,
    verdict,
    skipped,
    totals,
    enforcement,
    findings,
    ...(notes === undefined ? {} : { notes }),
    cluster,
    startedAt,
    durationMs,
    steps: report.steps.map(jsonStep),
  };
}

function jsonStep({
  name,
  verdict,
  rounds,
  durationMs,
  enforcedMs,
  probeTimeoutMs,
  resent,
  cells,
  refusals,
  xfail,
}: StepVerdict): JsonStep {
  return {
    name,
    verdict,
    ...(xfail === undefined ? {} : { xfail }),
    rounds,
    durationMs,
    ...(enforcedMs === undefined ? {} : { enforcedMs }),
    ...(probeTimeoutMs === undefined ? {} : { probeTimeoutMs }),
    ...(resent === undefined ? {} : { resent }),
    cells: cells.map(jsonCell),
    refusals,
  };
}

function jsonCell(cell: CellVerdict): JsonCell {
  const { flow, expected, predicted, observed, verdict, cause, deviation, history, enforcedMs } = cell;
  return {
    name: flowName(flow),
    flow,
    expected,
    ...(predicted === undefined ? {} : { predicted: jsonDecision(predicted) }),
    observed,
    verdict,
    ...(cause === undefined ? {} : { cause }),
    ...(deviation === undefined ? {} : { deviation: jsonDeviation(deviation) }),
    ...(history === undefined ? {} : { history }),
    ...(enforcedMs === undefined ? {} : { enforcedMs }),
  };
}

function jsonDeviation({ plugin, where, why, evidence }: KnownDeviation): JsonDeviation {
  return { plugin, where, why, evidence };
}

function jsonDecision({ allowed, depends, undetermined, egress, ingress }: Decision): JsonDecision {
  return {
    allowed,
    ...(depends === undefined ? {} : { depends }),
    ...(undetermined === undefined ? {} : { undetermined }),
    egress: jsonDirection(egress),
    ingress: jsonDirection(ingress),
  };
}
