import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkReportFiles, parseReportFile, type ReportFile } from "../../../src/cli/output/report-files.ts";

const json = (path: string): ReportFile => parseReportFile(`json=${path}`);

describe("a report file", () => {
  it("is written as FORMAT=FILE, and the file may have an equals sign", () => {
    const { reporter, path } = parseReportFile("json=out/a=b.json");
    assert.deepEqual([reporter.name, path], ["json", "out/a=b.json"]);
  });

  it("needs a known format and a file", () => {
    for (const text of ["json", "json=", "=x", "pdf=x", "toString=x"]) {
      assert.throws(() => parseReportFile(text), /a format among json, junit, markdown/, text);
    }
  });

  it("is looked at before anything is measured, and not written: one that cannot be is bad input", () => {
    const folder = mkdtempSync(join(tmpdir(), "netverdict-cli-"));
    try {
      const path = join(folder, "report.json");
      checkReportFiles([json(path)]);
      assert.equal(existsSync(path), false);
      assert.throws(() => checkReportFiles([json(folder)]), /is a directory/);
      assert.throws(() => checkReportFiles([json(join(folder, "no", "x"))]), /cannot write the report/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
