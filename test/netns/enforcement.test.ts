import assert from "node:assert/strict";
import { Enforcement } from "../../src/netns/enforcement.ts";
import type { Fault, Past } from "../../src/netns/faults/fault.ts";
import { ruleLost } from "../../src/netns/faults/losses.ts";
import { flapping, late, oneChangeBehind, updatesOutOfOrder } from "../../src/netns/faults/timing.ts";
import type { Clock } from "../../src/system/clock.ts";
import { denyAllIngress, policy } from "../model/build.ts";
import { a, b, c, layout, stateOf } from "./rules/rules-of-pods.ts";

const WORLD: Past = { nodes: layout.nodes, everywhere: layout.pods, state: stateOf([]) };
const DENIED: Past = { ...WORLD, state: stateOf([policy("x", "deny", denyAllIngress)], [a, b, c]) };

/** How many pods a script isolates. */
function isolated(script: string): number {
  return script.split(/^ *drop #/m).length - 1;
}

/** Time stands still until somebody moves it; then whoever waits goes on. */
function steppedClock() {
  const waiting: { readonly ms: number; readonly go: () => void }[] = [];
  const clock: Clock = {
    now: () => 0,
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        waiting.push({ ms, go: resolve });
        signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
      }),
  };
  return { clock, waiting };
}

/** After the denial has been applied: what was enforced first, and later, by pods that are isolated. */
async function underDenial(fault: Fault | undefined, moves: number) {
  const { clock, waiting } = steppedClock();
  const later: number[] = [];
  const box = {
    ended: undefined,
    run: async (script: string) => {
      later.push(isolated(script));
      return "";
    },
  };
  const enforcement = new Enforcement(box, fault && { fault }, () => true, clock);
  enforcement.scriptFor(WORLD);
  const first = isolated(enforcement.scriptFor(DENIED));
  enforcement.begin();
  const waits: number[] = [];
  for (let move = 0; move < moves; move++) {
    const next = waiting.shift();
    if (next === undefined) break;
    waits.push(next.ms);
    next.go();
    await new Promise(setImmediate);
  }
  await enforcement.halt();
  return { first, later, waits };
}

describe("what the nodes enforce", () => {
  it("follows a change at once where there is no fault, and then stays", async () => {
    assert.deepEqual(await underDenial(undefined, 3), { first: 2, later: [], waits: [] });
  });

  it("stays wrong with a fault that does not mend", async () => {
    assert.deepEqual(await underDenial(ruleLost, 3), { first: 0, later: [], waits: [] });
  });

  it("is what was before the change until a late change comes into force", async () => {
    assert.deepEqual(await underDenial(late, 3), { first: 0, later: [2], waits: [2_000] });
  });

  it("is what was before the change where the next one brings it into force", async () => {
    assert.deepEqual(await underDenial(oneChangeBehind, 3), { first: 0, later: [], waits: [] });
  });

  it("is right until an older update comes after it", async () => {
    assert.deepEqual(await underDenial(updatesOutOfOrder, 3), { first: 2, later: [0], waits: [300] });
  });

  it("comes and goes where it flaps, until it is halted", async () => {
    assert.deepEqual(await underDenial(flapping, 3), { first: 0, later: [2, 0, 2], waits: [900, 900, 900] });
  });

  it("changes no more once it is halted", async () => {
    assert.deepEqual(await underDenial(late, 0), { first: 0, later: [], waits: [] });
  });
});
