import assert from "node:assert/strict";
import type { AgentChannel } from "../../../src/channel/agent-channel.ts";
import type { UnresponsiveListener } from "../../../src/cluster/port.ts";
import { connectAgents } from "../../../src/kubernetes/hosts/connect-agents.ts";
import { type SteppedClock, steppedClock } from "../../system/stepped-clock.ts";

const never = new AbortController().signal;
const WEB: UnresponsiveListener = { port: 80, protocol: "TCP", reason: "refused" };
const DNS: UnresponsiveListener = { port: 53, protocol: "UDP", reason: "timeout" };

/** A channel whose agent says these of its listeners, one look after the other, and the last for ever. */
function channelSaying(...looks: readonly (readonly UnresponsiveListener[])[]) {
  const seen = { asked: 0, connected: 0 };
  const channel: AgentChannel = {
    connect: async () => void seen.connected++,
    ask: async () => ({
      observations: [],
      unresponsive: looks[Math.min(seen.asked++, looks.length - 1)] ?? [],
    }),
    close: async () => undefined,
  };
  return { channel, seen };
}

describe("connecting agents", () => {
  let clock: SteppedClock;
  beforeEach(() => {
    clock = steppedClock();
  });
  const connect = (channel: AgentChannel, signal = never) =>
    connectAgents([{ pod: "x/a", channel }], 120_000, signal, clock);

  it("waits until every listener answers", async () => {
    const { channel, seen } = channelSaying([WEB, DNS], [DNS], []);
    const connected = connect(channel);
    await clock.advance(150);
    assert.equal(seen.asked, 2, "it was not content with one of two");
    await clock.advance(100);
    await connected;
    assert.deepEqual(seen, { asked: 3, connected: 1 });
  });

  it("names the pod and the listeners that do not come up", async () => {
    const { channel } = channelSaying([WEB, DNS], [DNS]);
    const failed = assert.rejects(
      connect(channel),
      /^ClusterError: pod x\/a: its agent was not ready within 120 s; 53\/UDP does not answer: timeout$/,
    );
    await clock.advance(121_000);
    await failed;
  });

  it("names the pod whose agent says nothing", async () => {
    const channel = { ...channelSaying([]).channel, ask: () => new Promise<never>(() => undefined) };
    const failed = assert.rejects(
      connect(channel),
      /^ClusterError: pod x\/a: its agent was not ready within 120 s$/,
    );
    await clock.advance(121_000);
    await failed;
  });

  it("leaves a failure of an agent as it is", async () => {
    const channel = { ...channelSaying([]).channel, connect: () => Promise.reject(new Error("no stream")) };
    await assert.rejects(connect(channel), /^Error: no stream$/);
  });

  it("ends with the signal's reason when it is aborted", async () => {
    const abort = new AbortController();
    const failed = assert.rejects(
      connect(channelSaying([WEB]).channel, abort.signal),
      /^Error: interrupted$/,
    );
    await clock.advance(1_000);
    abort.abort(new Error("interrupted"));
    await failed;
  });
});
