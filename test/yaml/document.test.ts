import assert from "node:assert/strict";
import { readYaml } from "../../src/yaml/document.ts";
import type { Problem } from "../../src/yaml/problem.ts";

/** What is said about a text, at which line and column. */
function said(text: string): readonly string[] {
  const problems: Problem[] = [];
  readYaml({ file: "a.yaml", text }, (problem) => problems.push(problem));
  return problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe("a YAML document", () => {
  for (const [form, open, close] of [
    ["lists", "[", "]"],
    ["mappings", "{a: ", "}"],
  ] as const)
    it(`may have 200 ${form} within one another, and no more`, () => {
      const nested = (depth: number): string => `${open.repeat(depth)}1${close.repeat(depth)}\n`;
      assert.deepEqual(said(nested(200)), []);
      for (const depth of [201, 900, 100_000])
        assert.deepEqual(said(nested(depth)), [
          `1:${200 * open.length + 1} not valid YAML: nested more than 200 deep`,
        ]);
    });

  it("may have blocks within one another, as deep", () => {
    const nested = (depth: number): string =>
      Array.from({ length: depth }, (_, at) => `${" ".repeat(at)}a:\n`).join("");
    assert.deepEqual(said(nested(200)), []);
    assert.match(said(nested(1_000)).join(), /^20\d:\d+ not valid YAML: nested more than 200 deep$/);
    assert.match(said(`${"- ".repeat(1_000)}a`).join(), /^1:\d+ not valid YAML: nested more than 200 deep$/);
  });

  it("has its first hundred errors told, and how many more there are", () => {
    const problems = said(`a:\n${"\t- b\n".repeat(1_000)}`);
    assert.equal(problems.length, 101);
    assert.match(problems.at(-1) ?? "", /^102:1 not valid YAML in 900 places from here on$/);
  });

  it("has the first hundred keys that are written twice told, and how many more there are", () => {
    const problems = said("a: 1\n".repeat(1_001));
    assert.equal(problems.length, 101);
    assert.equal(problems.at(-1), "102:1 900 more keys are written twice");
  });

  it("resolves an alias to the last anchor before it", () => {
    const source = { file: "a.yaml", text: "[&a 1, *a, &a 2, *a]\n" };
    const [document] = readYaml(source, ({ message }) => assert.fail(message));
    assert.deepEqual(document?.value, [1, 1, 2, 2]);
    assert.deepEqual(said("[*a, &a 1]\n"), ["1:2 the alias *a has no anchor before it"]);
    assert.deepEqual(said("&a [*a]\n"), ["1:5 the alias *a stands within its own anchor"]);
  });
});
