import assert from "node:assert/strict";
import { CALLS, type CallKind } from "../../scripts/faults/catalog/calls.ts";
import { LASTING, type NamedDamage, PASSING } from "../../scripts/faults/catalog/damages.ts";
import { comparisonOf } from "../../scripts/faults/in-process.ts";
import type { NetworkFault } from "../../scripts/faults/proxy/network-fault.ts";
import { type FaultyRun, faultyRun } from "./faulty-run.ts";

/** Every kind of call meets these; the call in the middle of a run meets all. `scripts/fault-report` tries every pair. */
const EVERYWHERE = [
  "connection reset, the answer lost",
  "a page of somebody else's, with 200",
  "403 Forbidden",
];

const once = ({ method, path }: CallKind, what: NamedDamage["what"]): NetworkFault => ({
  kind: "call",
  method,
  path,
  nth: 1,
  times: 1,
  what,
});
const always = (kind: CallKind, what: NamedDamage["what"]): NetworkFault => ({
  ...once(kind, what),
  times: Number.POSITIVE_INFINITY,
});

const MIDDLE = CALLS.find(({ name }) => name === "apply a policy") ?? assert.fail();

describe("a run whose calls are damaged", function () {
  // Time flies for the run, not for a machine that is busy.
  this.timeout(120_000);

  let faultless: FaultyRun;
  before(async () => {
    faultless = await faultyRun(undefined);
    assert.equal(faultless.report?.verdict, "pass");
  });

  /** Whatever breaks: no cell is said to be what it was not seen to be, and nothing is left that could be removed. */
  const survives = async (fault: NetworkFault, deletes: boolean) => {
    const run = await faultyRun(fault);
    assert.ok(run.hits > 0, "the fault never struck");
    const { wrong, unknown } = comparisonOf(run, faultless);
    assert.deepEqual(wrong, []);
    assert.ok(unknown === 0 || run.report?.verdict !== "pass", "what is not known passed");
    if (!deletes) assert.deepEqual(run.left, []);
    else if (run.left.length > 0) assert.notEqual(run.report?.verdict, "pass", "what is left was not told");
    return run;
  };

  for (const { name, what } of PASSING)
    it(`says nothing wrong when a policy's application meets once: ${name}`, async () => {
      await survives(once(MIDDLE, what), false);
    });

  for (const { name, what } of LASTING)
    it(`says nothing wrong when a policy's application always meets: ${name}`, async () => {
      await survives(always(MIDDLE, what), false);
    });

  for (const kind of CALLS)
    for (const name of EVERYWHERE)
      it(`says nothing wrong when to ${kind.name} meets: ${name}`, async () => {
        const passing = PASSING.find((one) => one.name === name);
        const lasting = LASTING.find((one) => one.name === name) ?? passing ?? assert.fail(name);
        const fault = passing === undefined ? always(kind, lasting.what) : once(kind, passing.what);
        await survives(fault, kind.name === "delete a namespace" || kind.name.startsWith("list "));
      });

  for (const kind of [CALLS[5], CALLS[8], MIDDLE, CALLS[18]])
    it(`waits for an API server that goes away for 20 s when asked to ${kind?.name}, and measures all`, async () => {
      const run = await survives(once(kind ?? assert.fail(), { do: "gone", ms: 20_000 }), true);
      assert.equal(comparisonOf(run, faultless).unknown, 0);
      assert.deepEqual(run.left, []);
    });
});
