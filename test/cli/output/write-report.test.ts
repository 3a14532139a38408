import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { closeSync, constants, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseReportFile, type ReportFile } from "../../../src/cli/output/report-files.ts";
import { writeReports } from "../../../src/cli/output/write-report.ts";
import { reporters } from "../../../src/report/index.ts";
import { rendered } from "../../report/rendered.ts";
import { cell, report, step } from "../../report/report-builder.ts";
import { withFiles } from "../terminal.ts";

const REPORT = report([step("open", [cell("x/a -> x/b:80")])]);
/** More than a pipe holds. */
const LARGE = report([
  step(
    "open",
    Array.from({ length: 2000 }, (_, i) => cell(`x/a -> x/b:${i + 1}`)),
  ),
]);

describe("report files", () => {
  for (const { name } of reporters)
    it(`hold what a string of the same report would, as ${name}`, async () => {
      await withFiles({}, async (folder) => {
        const path = join(folder, "report");
        assert.deepEqual(await writeReports([parseReportFile(`${name}=${path}`)], LARGE), []);
        assert.equal(readFileSync(path, "utf8"), rendered(name, LARGE));
      });
    });

  it("are written each by itself: one that cannot be costs no other, and is named", async () => {
    await withFiles({}, async (folder) => {
      const path = join(folder, "after.xml");
      const files = ["json=/dev/full", `markdown=${folder}/gone/x`, `junit=${path}`].map(parseReportFile);
      const [full, gone, ...others] = await writeReports(files, REPORT);
      assert.match(full ?? "", /^cannot write the report json=\/dev\/full: ENOSPC/);
      assert.match(gone ?? "", /^cannot write the report markdown=.*gone\/x: ENOENT/);
      assert.deepEqual(others, []);
      assert.equal(readFileSync(path, "utf8"), rendered("junit", REPORT));
    });
  });

  it("may be longer than a string", async () => {
    const huge: ReportFile["reporter"] = {
      name: "huge",
      purpose: "",
      suffix: "",
      suite: () => [],
      *scenario() {
        const piece = "x".repeat(2 ** 20);
        for (let index = 0; index < 600; index++) yield piece;
      },
    };
    assert.deepEqual(await writeReports([{ reporter: huge, path: "/dev/null" }], REPORT), []);
  });

  it("are not waited for where nobody reads a pipe, be it open or not", async () => {
    await withFiles({}, async (folder) => {
      const path = join(folder, "pipe");
      execFileSync("mkfifo", [path]);
      const file = parseReportFile(`json=${path}`);
      const failure = `cannot write the report json=${path}: nobody reads this pipe`;
      assert.deepEqual(await writeReports([file], REPORT), [failure]);
      const idle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
      assert.deepEqual(await writeReports([file], LARGE, 50), [failure]);
      closeSync(idle);
    });
  });
});
