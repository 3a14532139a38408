import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { ALL_RULES } from "../../src/lint/index.ts";
import { findingsIn, rulesIn } from "./lint-text.ts";

const FOLDER = new URL("../fixtures/flawed-policies/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, FOLDER), "utf8");
const world = read("world.yaml");
const files = readdirSync(FOLDER).filter((name) => name.endsWith(".yaml") && name !== "world.yaml");

function rulesAgainst(name: string): readonly string[] {
  return rulesIn(findingsIn({ [name]: read(name), "world.yaml": world }), name);
}

function expected(name: string): readonly string[] {
  return (/^# expect: (.*)/.exec(read(name))?.[1] ?? "").split(" ").sort();
}

describe("flawed policies", () => {
  for (const name of files) {
    it(`${name} has its problem found, and nothing else`, () => {
      assert.deepEqual(rulesAgainst(name), expected(name));
    });
    it(`${name} without its problem has nothing found`, () => {
      assert.deepEqual(rulesAgainst(`mended/${name}`), []);
    });
  }

  it("show every rule", () => {
    const shown = new Set(files.flatMap(expected));
    assert.deepEqual(
      ALL_RULES.map(({ id }) => id).filter((id) => !shown.has(id)),
      [],
    );
  });
});
