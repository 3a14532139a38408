import assert from "node:assert/strict";
import { STREAM_DAMAGES, WHOLE_STREAM_DAMAGES } from "../../scripts/faults/catalog/stream-damages.ts";
import { comparisonOf } from "../../scripts/faults/in-process.ts";
import type { NetworkFault, StreamDamage } from "../../scripts/faults/proxy/network-fault.ts";
import { type FaultyRun, faultyRun } from "./faulty-run.ts";

const PATH = /\/x\/pods\/a\/exec$/;

/** Of the messages of a stream, every so manyth is damaged here; `scripts/fault-report` damages each. */
const STRIDE = 9;

describe("a run whose stream to an agent is damaged", function () {
  // Time flies for the run, not for a machine that is busy.
  this.timeout(120_000);

  let faultless: FaultyRun;
  before(async () => {
    faultless = await faultyRun(undefined);
  });

  const survives = async (direction: "to-us" | "to-agent", after: number, what: StreamDamage) => {
    const fault: NetworkFault = { kind: "stream", path: PATH, nth: 1, times: 1, direction, after, what };
    const run = await faultyRun(fault);
    assert.ok(run.hits > 0, `the fault never struck at message ${after}`);
    assert.deepEqual(comparisonOf(run, faultless).wrong, [], `at message ${after}`);
    assert.deepEqual(run.left, []);
  };

  for (const { name, direction, what } of STREAM_DAMAGES)
    it(`says nothing wrong, wherever it is ${name}`, async () => {
      const seen = faultless.streams.find(({ path }) => PATH.test(path)) ?? assert.fail();
      for (let after = 1; after < seen.messages[direction].length; after += STRIDE)
        await survives(direction, after, what);
    });

  for (const { name, direction, what } of WHOLE_STREAM_DAMAGES)
    it(`says nothing wrong with ${name}`, () => survives(direction, 0, what));
});
