import assert from "node:assert/strict";
import { type AnyReport, renderReport, reporters } from "../../src/report/index.ts";

/** A report in one of the formats that `--report` takes. */
export function rendered(name: string, outcome: AnyReport): string {
  const reporter = reporters.find((each) => each.name === name);
  assert.ok(reporter, name);
  return renderReport(reporter, outcome);
}
