import fc from "fast-check";
import { CLASSICS } from "./classics.ts";
import { corpusOf } from "./corpus.ts";
import { READERS } from "./readers/index.ts";

/** A few each time; `scripts/fuzz` makes many. */
const RUNS = 25;

/** The same inputs every time: what fails here can be looked at again. */
const SEED = 7;

describe("whatever is read", () => {
  for (const reader of READERS)
    describe(reader.name, function () {
      this.timeout(120_000);

      for (const [name, input] of corpusOf(reader))
        it(`is accepted or refused in words: ${name}`, () => reader.read(input));

      if (reader.readsYaml)
        for (const [name, input] of Object.entries(CLASSICS))
          it(`is accepted or refused in words: ${name}`, () => reader.read(input));

      it("is accepted or refused in words, made at random", () =>
        fc.assert(
          fc.asyncProperty(reader.inputs, async (input) => {
            await reader.read(input);
          }),
          { numRuns: RUNS, seed: SEED },
        ));
    });
});
