import assert from "node:assert/strict";
import { type AgentChannelOptions, agentChannel } from "../../src/channel/agent-channel.ts";
import type { AgentStream } from "../../src/channel/agent-stream.ts";
import { ClusterError, type ProbeBatch } from "../../src/cluster/port.ts";
import { type SteppedClock, steppedClock } from "../system/stepped-clock.ts";
import { type Script, scriptedStream, wellBehaved } from "./scripted-stream.ts";

const never = new AbortController().signal;
const forever = (): Promise<never> => new Promise(() => undefined);
const batch: ProbeBatch = {
  probes: [{ target: "x/b", port: 80, protocol: "TCP" }],
  timeoutMs: 100,
  launchesPerSecond: 1000,
};
const good = wellBehaved("x/a", "r1");

/** Greets, and then neither answers nor pongs: as one that is stopped, or spins. */
const stopped: Script = (message, agent) => {
  if (message.type === "hello") good(message, agent);
};

/** Greets and pongs, but never answers a batch. */
const forgetful: Script = (message, agent) => {
  if (message.type === "ping") agent.say({ type: "pong" });
  else stopped(message, agent);
};

function channelOf(open: AgentChannelOptions["open"], clock: SteppedClock, maxStreams = 1) {
  return agentChannel({ pod: "x/a", run: "r1", maxStreams, clock, open, addressOf: ({ target }) => target });
}

/** How work ended after a virtual time in which everything about an agent must have ended. */
async function outcomeOf(work: Promise<unknown>, clock: SteppedClock): Promise<string> {
  let outcome = "it goes on";
  work.then(
    () => {
      outcome = "done";
    },
    (error: unknown) => {
      outcome = error instanceof ClusterError ? error.message : `no ClusterError: ${error}`;
    },
  );
  for (let second = 0; second < 150 && outcome === "it goes on"; second++) await clock.advance(1_000);
  return outcome;
}

describe("the channel to an agent that hangs", () => {
  it("names one that is stopped or spins, and does not wait for it again", async () => {
    const clock = steppedClock();
    const channel = channelOf(async () => scriptedStream(stopped), clock);
    const reason = "it did not answer a ping for 10 s: it is spinning or stopped";
    assert.equal(
      await outcomeOf(channel.ask(batch, never), clock),
      `the agent of x/a could not be asked: ${reason}`,
    );
    await assert.rejects(channel.ask(batch, never), new RegExp(`its stream is gone: ${reason}`));
    await channel.close();
  });

  it("replaces it where another stream may be opened, and closes the old one", async () => {
    const clock = steppedClock();
    const streams = [scriptedStream(stopped), scriptedStream(good)] as const;
    let opened = 0;
    const open = async (): Promise<AgentStream> => streams[opened++] ?? assert.fail("opened too often");
    const channel = channelOf(open, clock, 2);
    assert.equal(await outcomeOf(channel.ask(batch, never), clock), "done");
    assert.deepEqual([opened, streams[0].closed(), streams[1].closed()], [2, true, false]);
    await channel.close();
  });

  it("does not wait for ever for one that pongs and forgets the batch", async () => {
    const clock = steppedClock();
    const channel = channelOf(async () => scriptedStream(forgetful), clock);
    assert.match(await outcomeOf(channel.ask(batch, never), clock), /it did not answer a batch within 22\.2/);
    await channel.close();
  });

  it("does not wait for ever for a stream that does not open, and closes it if it opens after that", async () => {
    const clock = steppedClock();
    const late = scriptedStream(good);
    let openLate: (stream: AgentStream) => void = () => undefined;
    const channel = channelOf(() => new Promise((resolve) => (openLate = resolve)), clock);
    assert.match(await outcomeOf(channel.connect(never), clock), /its stream did not open within/);
    openLate(late);
    await clock.advance(0);
    assert.equal(late.closed(), true);
  });

  it("does not wait for ever for an introduction", async () => {
    const clock = steppedClock();
    const silent = scriptedStream(() => undefined);
    const channel = channelOf(async () => silent, clock);
    assert.match(await outcomeOf(channel.connect(never), clock), /did not (introduce itself|answer a ping)/);
    assert.equal(silent.closed(), true);
  });

  it("does not wait for ever for a stream that does not close", async () => {
    const clock = steppedClock();
    const channel = channelOf(async () => ({ ...scriptedStream(good), close: forever }), clock);
    await channel.connect(never);
    await assert.rejects(
      Promise.all([channel.close(), clock.advance(11_000)]),
      /the agent of x\/a did not end within 10 s/,
    );
  });

  it("says that we were suspended where that is why the agent ended itself", async () => {
    const clock = steppedClock();
    let end: () => void = () => undefined;
    const mortal: Script = (message, agent) => {
      end = () => agent.break(new ClusterError("its process ended with exit code 0"));
      stopped(message, agent);
    };
    const channel = channelOf(async () => scriptedStream(mortal), clock);
    await channel.connect(never);
    const asked = channel.ask(batch, never);
    asked.catch(() => undefined);
    await clock.advance(500);
    clock.sleep(70_000);
    end();
    await assert.rejects(
      asked,
      /its process ended with exit code 0 \(netverdict itself was not running for 70 s\)$/,
    );
    await channel.close();
  });
});
