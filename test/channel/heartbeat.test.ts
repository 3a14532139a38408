import assert from "node:assert/strict";
import { Heartbeat } from "../../src/channel/heartbeat.ts";
import { steppedClock } from "../system/stepped-clock.ts";

/** A heartbeat of a peer that hears pings and says nothing by itself. */
function listeningTo({ isAwaiting }: { readonly isAwaiting: boolean }) {
  const clock = steppedClock();
  const seen = { pings: 0, dead: [] as string[] };
  const heartbeat = new Heartbeat({
    clock,
    ping: () => {
      seen.pings++;
    },
    isAwaiting: () => isAwaiting,
    onDead: (reason) => seen.dead.push(reason),
  });
  return { clock, heartbeat, seen };
}

describe("the heartbeat of a connection", () => {
  it("pings soon when an answer is awaited, and now and then when nothing is, as during a long wait", async () => {
    for (const [isAwaiting, pingsAfterAMinute] of [
      [true, 30],
      [false, 4],
    ] as const) {
      const { clock, heartbeat, seen } = listeningTo({ isAwaiting });
      for (let second = 0, heard = 0; second < 60; second++) {
        await clock.advance(1_000);
        if (seen.pings > heard) heartbeat.heard();
        heard = seen.pings;
      }
      heartbeat.stop();
      assert.equal(seen.pings, pingsAfterAMinute);
      assert.deepEqual(seen.dead, []);
    }
  });

  it("gives up a peer that does not answer a ping, once, and says what may be wrong with it", async () => {
    const { clock, seen } = listeningTo({ isAwaiting: true });
    await clock.advance(11_999);
    assert.deepEqual(seen.dead, []);
    await clock.advance(60_000);
    assert.deepEqual(seen.dead, ["it did not answer a ping for 10 s: it is spinning or stopped"]);
    assert.equal(seen.pings, 1);
  });

  it("does not blame the peer for our own suspension, and remembers it for a while", async () => {
    const { clock, heartbeat, seen } = listeningTo({ isAwaiting: true });
    await clock.advance(9_000);
    assert.equal(heartbeat.ownSuspension(), undefined);
    await clock.jump(75_000);
    assert.deepEqual(seen.dead, []);
    assert.equal(heartbeat.ownSuspension(), "netverdict itself was not running for 74 s");
    heartbeat.heard();
    await clock.advance(31_000);
    assert.equal(heartbeat.ownSuspension(), undefined);
    heartbeat.stop();
  });

  it("stops", async () => {
    const { clock, heartbeat, seen } = listeningTo({ isAwaiting: true });
    heartbeat.stop();
    await clock.advance(60_000);
    assert.deepEqual([seen.pings, seen.dead], [0, []]);
  });
});
