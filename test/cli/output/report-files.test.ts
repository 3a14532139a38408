import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkReportFiles, parseReportFile } from "../../../src/cli/output/report-files.ts";

describe("a report file", () => {
  it("is written as FORMAT=FILE, and the file may have an equals sign", () => {
    assert.deepEqual(parseReportFile("json=out/a=b.json"), { format: "json", path: "out/a=b.json" });
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
      checkReportFiles([{ format: "json", path }]);
      assert.equal(existsSync(path), false);
      assert.throws(() => checkReportFiles([{ format: "json", path: folder }]), /is a directory/);
      assert.throws(
        () => checkReportFiles([{ format: "json", path: join(folder, "no", "x") }]),
        /cannot write the report/,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
