import assert from "node:assert/strict";
import { jsonPieces } from "../../../src/report/json/json-pieces.ts";

describe("JSON in pieces", () => {
  it("is what JSON.stringify writes with an indentation of two", () => {
    for (const value of [
      {},
      { a: [] },
      { a: [1, "x\ny", null, [], {}, [[2]]], b: { c: [{ d: { e: [true] } }] }, f: undefined, g: { h: {} } },
      {
        deep: {
          deeper: {
            list: [
              { a: 1, b: { c: 2 } },
              { a: undefined, b: ["]"] },
            ],
          },
        },
      },
    ])
      assert.equal([...jsonPieces(value)].join(""), `${JSON.stringify(value, undefined, 2)}\n`);
  });

  it("writes each of many cells by itself, so that no piece grows with them", () => {
    const cells = Array.from({ length: 1000 }, (_, name) => ({ name, observed: { outcome: "reachable" } }));
    const longest = Math.max(...[...jsonPieces({ steps: [{ cells }] })].map(({ length }) => length));
    assert.ok(longest < 200, `${longest}`);
  });
});
