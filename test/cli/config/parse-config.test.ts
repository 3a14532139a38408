import assert from "node:assert/strict";
import { parseConfig } from "../../../src/cli/config/parse-config.ts";

const parsed = (text: string) => parseConfig({ file: ".netverdict.yaml", text });

const problems = (text: string): readonly string[] => {
  const result = parsed(text);
  return "problems" in result
    ? result.problems.map(
        ({ line, column, message, hint }) => `${line}:${column} ${message}${hint ? `; ${hint}` : ""}`,
      )
    : [];
};

describe("a configuration", () => {
  it("says what is shown, what fails, and how severe rules are", () => {
    assert.deepEqual(
      parsed("lint:\n  severity: warning\n  failOn: error\n  rules: { peers-or: error, invalid: off }\n"),
      {
        config: {
          lint: { severity: "warning", failOn: "error", rules: { "peers-or": "error", invalid: "off" } },
        },
      },
    );
  });

  it("may be empty, or say nothing of lint", () => {
    for (const text of ["", "# nothing yet\n", "{}\n"])
      assert.deepEqual(parsed(text), { config: { lint: {} } }, text);
  });

  it("is refused at the place of each mistake", () => {
    assert.deepEqual(problems("lint:\n  severty: warning\n  rules:\n    peers-orr: off\n"), [
      '2:3 unknown key "severty" in "lint"; did you mean "severity"?',
      '4:5 there is no rule "peers-orr"; did you mean "peers-or"?',
    ]);
    assert.deepEqual(problems("lint:\n  failOn: never\n  rules: { peers-or: on }\n"), [
      '2:11 "failOn" must be info, warning or error, not "never"',
      '3:22 "peers-or" must be off, info, warning or error, not "on"',
    ]);
    assert.deepEqual(problems("lnt: {}\n"), ['1:1 unknown key "lnt" in the document; did you mean "lint"?']);
    assert.match(problems("lint: []\n").join(), /^1:1 "lint" must be a mapping, not a list/);
    assert.match(problems("- lint\n").join(), /^1:1 the document must be a mapping, not a list/);
    assert.match(problems("lint: {}\n---\nlint: {}\n").join(), /this is a second one/);
    assert.match(problems("lint: {\n").join(), /not valid YAML/);
    assert.match(problems("lint: { rules: [peers-or] }\n").join(), /"rules" must be a mapping, not a list/);
  });
});
