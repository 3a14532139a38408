import assert from "node:assert/strict";
import { type BatchReply, ClusterError, type ProbeBatch } from "../../src/cluster/port.ts";
import type { Observation, PodRef } from "../../src/model/index.ts";
import type { Prober } from "../../src/probe/ask-pods.ts";
import { probeRound } from "../../src/probe/round.ts";
import { manualClock } from "../../src/system/clock.ts";
import { flow } from "../model/build.ts";
import { steppedClock } from "../system/stepped-clock.ts";

const tempo = { timeoutMs: 250, launchesPerSecond: 600 };
const context = { signal: new AbortController().signal, clock: manualClock() };
const flows = [flow("x/a", "x/b"), flow("x/b", "x/a"), flow("x/a", "x/c")];

/** A prober that answers each batch as told, and remembers what it was asked. */
function prober(
  answer: (from: PodRef, batch: ProbeBatch) => BatchReply,
): Prober & { asked: [PodRef, ProbeBatch][] } {
  const asked: [PodRef, ProbeBatch][] = [];
  return {
    asked,
    probe: async (from, batch) => {
      asked.push([from, batch]);
      return answer(from, batch);
    },
  };
}

function all(observation: Observation): (from: PodRef, batch: ProbeBatch) => BatchReply {
  return (_, { probes }) => ({ observations: probes.map(() => observation), unresponsive: [] });
}

describe("a round", () => {
  it("asks each source once, all at the same pace, and keeps the order of the flows", async () => {
    const session = prober((from, { probes }) => ({
      observations: probes.map(({ target }) => ({ outcome: "reachable", detail: `${from} ${target}` })),
      unresponsive: [],
    }));
    const observations = await probeRound(session, flows, tempo, context);
    assert.deepEqual(
      observations.map(({ detail }) => detail),
      ["x/a x/b", "x/b x/a", "x/a x/c"],
    );
    assert.deepEqual(
      session.asked.map(([from, { probes, launchesPerSecond }]) => [from, probes.length, launchesPerSecond]),
      [
        ["x/a", 2, 300],
        ["x/b", 1, 300],
      ],
    );
  });

  it("asks a target for its own listeners once it was not reached, and for how long they must have been awake", async () => {
    const clock = manualClock();
    const session = prober((from, batch) => {
      void clock.wait(100);
      return all({ outcome: from === "x/a" ? "timeout" : "reachable" })(from, batch);
    });
    await probeRound(session, flows, tempo, { ...context, clock });
    assert.deepEqual(
      session.asked.slice(2).map(([from, { probes, awakeForMs }]) => [from, probes.length, awakeForMs]),
      [
        ["x/b", 0, 200],
        ["x/c", 0, 200],
      ],
    );
  });

  it("does not measure what a source that cannot be asked would have sent", async () => {
    const session = prober((from, batch) => {
      if (from === "x/b") throw new ClusterError("stream lost");
      return all({ outcome: "reachable" })(from, batch);
    });
    assert.deepEqual((await probeRound(session, flows, tempo, context))[1], {
      outcome: "probe-failed",
      detail: "stream lost",
    });
  });

  it("takes silence towards a pod that cannot be asked for no measurement", async () => {
    const session = prober((from, batch) => {
      if (from === "x/c") throw new ClusterError("pod is gone");
      return all({ outcome: "timeout" })(from, batch);
    });
    const observations = await probeRound(session, flows, tempo, context);
    assert.equal(observations[0]?.outcome, "timeout");
    assert.deepEqual(observations[2], { outcome: "probe-failed", detail: "timeout, but pod is gone" });
  });

  it("believes a target's own answer though its channel is lost", async () => {
    const session = prober((from, batch) => {
      if (from === "x/c") throw new ClusterError("pod is gone");
      return all({ outcome: "reachable", latencyMs: 1 })(from, batch);
    });
    assert.equal((await probeRound(session, flows, tempo, context))[2]?.outcome, "reachable");
  });

  it("takes silence of a listener that does not answer within its pod for no measurement", async () => {
    const session = prober((from, batch) => ({
      ...all({ outcome: "refused" })(from, batch),
      unresponsive: from === "x/b" ? [{ port: 80, protocol: "TCP", reason: "refused" }] : [],
    }));
    const observations = await probeRound(session, flows, tempo, context);
    assert.equal(observations[0]?.outcome, "probe-failed");
    assert.match(observations[0]?.detail ?? "", /x\/b was not listening/);
    assert.equal(observations[1]?.outcome, "refused");
  });

  it("doubts a connection that was made and not answered like any silence", async () => {
    const session = prober((from, batch) => ({
      ...all({ outcome: "unanswered" })(from, batch),
      unresponsive:
        from === "x/b" ? [{ port: 80, protocol: "TCP", reason: "its process was not running" }] : [],
    }));
    const observations = await probeRound(session, flows, tempo, context);
    assert.deepEqual(
      observations.map(({ outcome }) => outcome),
      ["probe-failed", "unanswered", "unanswered"],
    );
  });

  it("takes a reply that lacks an observation for no measurement", async () => {
    const session = prober(() => ({ observations: [], unresponsive: [] }));
    assert.equal((await probeRound(session, flows, tempo, context))[0]?.outcome, "probe-failed");
  });

  it("ends although a pod never replies, and says which", async () => {
    const deadlines = steppedClock();
    const session: Prober = {
      probe: (from, { probes }) =>
        from === "x/b"
          ? new Promise(() => undefined)
          : Promise.resolve({ observations: probes.map(() => ({ outcome: "reachable" })), unresponsive: [] }),
    };
    const round = probeRound(session, flows, tempo, { ...context, deadlines });
    await deadlines.advance(120_000);
    assert.deepEqual(
      (await round).map(({ outcome }) => outcome),
      ["reachable", "probe-failed", "reachable"],
    );
    assert.match((await round)[1]?.detail ?? "", /^x\/b did not reply within 60\.\d+ s$/);
  });

  it("rejects when it is aborted, and does not turn that into observations", async () => {
    const controller = new AbortController();
    const session = prober(() => {
      controller.abort(new Error("stop"));
      throw new ClusterError("closed");
    });
    await assert.rejects(
      probeRound(session, flows, tempo, { ...context, signal: controller.signal }),
      /stop/,
    );
  });
});
