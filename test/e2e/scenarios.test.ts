import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { clusters } from "./support/clusters.ts";
import { type JsonReport, ROOT, runForReport } from "./support/netverdict.ts";

const scenarios = readdirSync(join(ROOT, "scenarios")).filter((file) => file.endsWith(".yaml"));

/** What must be equal on every cluster. */
function verdictsOf({ steps }: JsonReport): readonly string[] {
  return steps.flatMap(({ name, cells }) =>
    cells.map(({ flow, expected, predicted, verdict }) => {
      const { source, target, port, protocol } = flow;
      return `${name}: ${source} -> ${target}:${port}/${protocol} ${expected} ${predicted.allowed} ${verdict}`;
    }),
  );
}

describe("the shipped scenarios", () => {
  for (const scenario of scenarios) {
    const expected = runForReport([join("scenarios", scenario), "--cluster", "memory"]);
    for (const { name, args, skip } of clusters) {
      it(`${scenario} passes on ${name}, with the verdicts that are predicted`, async function () {
        if (skip !== undefined) {
          console.log(`      skipped: ${skip}`);
          this.skip();
        }
        const ended = await runForReport([join("scenarios", scenario), ...args]);
        assert.equal(ended.code, 0, ended.stdout + ended.stderr);
        assert.deepEqual(verdictsOf(ended.report), verdictsOf((await expected).report));
        assert.ok(verdictsOf(ended.report).every((line) => line.endsWith(" pass")));
      });
    }
  }
});
