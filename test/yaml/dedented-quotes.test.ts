import assert from "node:assert/strict";
import { readManifestYaml } from "../../src/manifest/manifest-yaml.ts";
import { isMapping } from "../../src/yaml/field.ts";
import { positionAt } from "../../src/yaml/lines.ts";
import type { Problem } from "../../src/yaml/problem.ts";

function read(text: string) {
  const problems: Problem[] = [];
  const documents = readManifestYaml({ file: "f.yaml", text }, (problem) => {
    problems.push(problem);
  });
  return { documents, values: documents.map(({ value }) => (isMapping(value) ? value : {})), problems };
}

const spaced = (value: unknown): string => String(value).replaceAll(/\s+/g, " ");

describe("quoted texts whose later lines are not indented", () => {
  for (const quote of ["'", '"'])
    it(`are read as kubectl reads them, between ${quote}, with what stands behind them at its place`, () => {
      const text = `kind: A\nspec:\n  config: ${quote}{\n    some,\n  }${quote}\n---\nkind: B\nport: 80\n`;
      const { values, problems, documents } = read(text);
      assert.deepEqual(problems, []);
      assert.deepEqual(spaced(JSON.stringify(values[0]?.spec)), '{"config":"{ some, }"}');
      assert.equal(values[1]?.port, 80);
      const [, second] = documents;
      assert.equal(positionAt({ file: "f.yaml", text }, second?.nodes.contents?.range?.[0] ?? 0).line, 7);
    });

  it("may be several in a file, and hold escaped quotes", () => {
    const one = "kind: A\nspec:\n  a: 'it''s\n  so'\n  b: \"say \\\",\n  so\\\"\"\n";
    const { values, problems } = read(`${one}---\n${one}`);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      values.map(({ spec }) => spaced(JSON.stringify(spec))),
      Array(2).fill(spaced(JSON.stringify({ a: "it's   so", b: 'say ",   so"' }))),
    );
  });

  it("still need their closing quote, before the document ends", () => {
    for (const text of ["kind: A\na: 'one\nb: 2\n", "kind: A\na: 'one\n---\nkind: B\nb: 'x'\n"]) {
      const { problems } = read(text);
      assert.ok(problems.some(({ message }) => /Missing closing/.test(message)));
    }
  });
});
