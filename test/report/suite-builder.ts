import type { Report } from "../../src/model/index.ts";
import type {
  NotRun,
  ScenarioResult,
  SuiteReport,
  SuiteResult,
} from "../../src/report/suite/suite-report.ts";
import { cell, denied, leak, report, step, unmeasured } from "./report-builder.ts";

export function suite(results: readonly SuiteResult[], changes: Partial<SuiteReport> = {}): SuiteReport {
  return {
    name: "scenarios/all",
    results,
    findings: [],
    notes: [],
    startedAt: "2026-11-20T12:00:00.000Z",
    durationMs: 61_000,
    ...changes,
  };
}

export function result(id: string, content: Report): ScenarioResult {
  return { id, report: { ...content, scenario: id, file: `scenarios/all/${id}.yaml` } };
}

export function passed(id: string, changes: Partial<Report> = {}): ScenarioResult {
  return result(id, report([step("open", [cell("x/a -> x/b:80"), denied("x/b -> x/a:80")])], changes));
}

export function failed(id: string, changes: Partial<Report> = {}): ScenarioResult {
  const steps = [
    step("open", [cell("x/a -> x/b:80"), cell("x/b -> x/a:80")]),
    step("closed", [leak("x/a -> x/b:80"), denied("x/b -> x/a:80")]),
  ];
  return result(id, report(steps, changes));
}

export function unsure(id: string, changes: Partial<Report> = {}): ScenarioResult {
  return result(id, report([step("open", [unmeasured("x/a -> x/b:80", "stream lost")])], changes));
}

export function skipped(id: string, reason: string): ScenarioResult {
  const cells = [unmeasured("x/a -> x/b:80", reason)].map((each) => ({
    ...each,
    verdict: "skipped" as const,
  }));
  return result(id, report([step("open", cells)], { skipped: [reason], verdict: "skipped" }));
}

export function notRun(id: string, reason: string, tags: readonly string[] = []): NotRun {
  return { id, scenario: id, file: `scenarios/all/${id}.yaml`, tags, parameters: {}, reason };
}
