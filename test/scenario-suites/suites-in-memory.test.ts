import assert from "node:assert/strict";
import type { Report } from "../../src/model/index.ts";
import { runInMemory } from "./run-in-memory.ts";
import { FOLDERS, type Folder, itemsIn } from "./suite-folders.ts";

/** In each folder, how many sets of pods its scenarios share: one session for each. */
const WORLDS: Readonly<Record<Folder, number>> = {
  conformance: 2,
  semantics: 4,
  recipes: 16,
  segmentation: 7,
  multitenant: 4,
  "zero-trust": 5,
};

/** Cells that declare something else than their policies mean. */
function contradictions({ scenario, steps }: Report): readonly string[] {
  return steps.flatMap(({ name, cells }) =>
    cells
      .filter(
        ({ expected, predicted }) => predicted === undefined || expected !== meaningOf(predicted.allowed),
      )
      .map(({ flow, expected }) => `${scenario}, ${name}: ${JSON.stringify(flow)} ${expected}`),
  );
}

function meaningOf(allowed: boolean): string {
  return allowed ? "allow" : "deny";
}

describe("the suites on the memory cluster", () => {
  for (const folder of FOLDERS) {
    it(`${folder}: every cell of every scenario declares what its policies mean, and passes`, async () => {
      const { reports, errors, sessions } = await runInMemory(itemsIn(folder));
      assert.deepEqual([errors, reports.size], [[], itemsIn(folder).length]);
      for (const [{ id }, report] of reports) {
        assert.deepEqual(contradictions(report), []);
        assert.equal(report.verdict, "pass", `${id} ${JSON.stringify(report.totals)}`);
      }
      assert.equal(sessions, WORLDS[folder]);
    });
  }
});
