import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import { loadSuite } from "../../src/cli/loading/load-suite.ts";
import { deviationsJsonSchema, knowingDeviations, parseDeviations } from "../../src/deviations/index.ts";
import { renderProblems } from "../../src/scenario/index.ts";
import { captured } from "../cli/terminal.ts";

const FOLDER = "scenarios/known-deviations";
const SCHEMA: Readonly<Record<string, unknown>> = { ...deviationsJsonSchema() };
const FILES = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => join(FOLDER, name));

/** The anchor that GitHub gives a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

function anchorsIn(file: string): ReadonlySet<string> {
  const headings = readFileSync(file, "utf8").matchAll(/^#+ (.*)$/gm);
  return new Set([...headings].map(([, heading = ""]) => anchorOf(heading)));
}

describe("the shipped files of known deviations", function () {
  this.timeout(30_000);
  const suite = loadSuite(["scenarios"], { stderr: captured().stream });

  it("are there", () => assert.ok(FILES.length > 0));

  for (const path of FILES) {
    const text = readFileSync(path, "utf8");
    const parsed = parseDeviations({ file: path, text });

    it(`${path} names scenarios, steps and cells that are there`, () => {
      if ("problems" in parsed) assert.fail(renderProblems(parsed.problems));
      const { entries, problems } = knowingDeviations(suite, parsed.file, true);
      assert.equal(renderProblems(problems), "");
      assert.equal(entries, parsed.file.entries.length);
    });

    it(`${path} leads to a proof of each`, () => {
      assert.ok("file" in parsed);
      for (const { evidence } of parsed.file.entries) {
        const [file = "", anchor = ""] = evidence.split("#");
        const proofs = join(dirname(path), file);
        assert.ok(existsSync(proofs), evidence);
        assert.ok(anchorsIn(proofs).has(anchor), evidence);
      }
    });

    it(`${path} is as its JSON Schema says`, () => {
      const isFile = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(SCHEMA);
      assert.ok(isFile(parse(text)), JSON.stringify(isFile.errors));
    });
  }

  it("have the JSON Schema that is shipped with them", () => {
    assert.equal(
      readFileSync(join(FOLDER, "known-deviations.schema.json"), "utf8"),
      `${JSON.stringify(deviationsJsonSchema(), null, 2)}\n`,
    );
  });
});
