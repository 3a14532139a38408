import assert from "node:assert/strict";
import { PROTOCOL_VERSION, type ToAgent } from "../../src/agent/protocol.ts";
import {
  type AgentChannel,
  type AgentChannelOptions,
  agentChannel,
} from "../../src/channel/agent-channel.ts";
import { ClusterError, type ProbeBatch } from "../../src/cluster/port.ts";
import { type Script, scriptedStream, wellBehaved } from "./scripted-stream.ts";

const never = new AbortController().signal;
const batch: ProbeBatch = {
  probes: [
    { target: "x/b", port: 80, protocol: "TCP" },
    { target: "x/c", port: 53, protocol: "UDP" },
  ],
  timeoutMs: 100,
  launchesPerSecond: 1000,
};

/** A channel of x/a whose streams follow the given scripts, one after the other. Addresses are the targets' names. */
function channel(
  scripts: readonly Script[],
  rest: Partial<AgentChannelOptions> = {},
): AgentChannel & { opened: () => number } {
  let opened = 0;
  const made = agentChannel({
    pod: "x/a",
    run: "r1",
    maxStreams: scripts.length,
    addressOf: ({ target }) => target,
    open: async () => {
      const script = scripts[opened++];
      if (script === undefined) throw new ClusterError("no more streams");
      return scriptedStream(script);
    },
    ...rest,
  });
  return {
    connect: (signal) => made.connect(signal),
    ask: (request, signal) => made.ask(request, signal),
    close: () => made.close(),
    opened: () => opened,
  };
}

const good = wellBehaved("x/a", "r1");

describe("the channel to an agent", () => {
  it("brings replies into the order of the probes and uses one stream for many batches", async () => {
    const asked = channel([good]);
    for (let i = 0; i < 3; i++) {
      const { observations } = await asked.ask(batch, never);
      assert.deepEqual(observations, [
        { outcome: "reachable", latencyMs: 1 },
        { outcome: "reachable", latencyMs: 1 },
      ]);
    }
    assert.equal(asked.opened(), 1);
    await asked.close();
  });

  it("keeps batches that are asked at the same time apart", async () => {
    const asked = channel([good]);
    const replies = await Promise.all([asked.ask(batch, never), asked.ask({ ...batch, probes: [] }, never)]);
    assert.deepEqual(
      replies.map(({ observations }) => observations.length),
      [2, 0],
    );
    assert.equal(asked.opened(), 1);
    await asked.close();
  });

  it("calls an answer of another pod or another run wrong-peer, and names it", async () => {
    const peers = [
      { pod: "x/z", run: "r1" },
      { pod: "x/c", run: "r0" },
    ] as const;
    const asked = channel([
      wellBehaved("x/a", "r1", ({ id, probes }, agent) => {
        for (const [index, peer] of peers.entries()) {
          agent.say({ type: "reply", batch: id, id: index, outcome: "answered", ms: 1, peer });
        }
        agent.say({ type: "bye", batch: id, count: probes.length, unresponsive: [] });
        return true;
      }),
    ]);
    assert.deepEqual((await asked.ask(batch, never)).observations, [
      { outcome: "wrong-peer", detail: "x/z answered" },
      { outcome: "wrong-peer", detail: "x/c answered (of another run)" },
    ]);
    await asked.close();
  });

  it("takes the answer of any endpoint of a Service, and of no other pod, not even one of the Service's name", async () => {
    const endpoints = [
      { pod: "x/b", port: 80 },
      { pod: "x/c", port: 80 },
    ] as const;
    const request = { target: "x/web", port: 80, protocol: "TCP", via: "cluster-ip", endpoints } as const;
    const answered: Record<string, string> = { "10.0.0.1": "x/c", "10.0.0.2": "x/web" };
    const asked = channel(
      [
        wellBehaved("x/a", "r1", ({ id, probes }, agent) => {
          for (const { id: probe, address } of probes) {
            const peer = { pod: answered[address] ?? "", run: "r1" };
            agent.say({ type: "reply", batch: id, id: probe, outcome: "answered", ms: 1, peer });
          }
          agent.say({ type: "bye", batch: id, count: probes.length, unresponsive: [] });
          return true;
        }),
      ],
      { addressOf: ({ port }) => (port === 80 ? "10.0.0.1" : "10.0.0.2") },
    );
    const { observations } = await asked.ask(
      { ...batch, probes: [request, { ...request, port: 81 }] },
      never,
    );
    assert.deepEqual(observations, [
      { outcome: "reachable", latencyMs: 1 },
      { outcome: "wrong-peer", detail: "x/web answered" },
    ]);
    await asked.close();
  });

  it("tells the agent the wanted family", async () => {
    const families: unknown[] = [];
    const asked = channel([
      wellBehaved("x/a", "r1", ({ probes }) => {
        families.push(...probes.map(({ family }) => family));
        return false;
      }),
    ]);
    const probe = { target: "x/b", port: 80, protocol: "TCP" } as const;
    const probes = [probe, { ...probe, family: "ipv4" }, { ...probe, family: "ipv6" }] as const;
    await asked.ask({ ...batch, probes }, never);
    assert.deepEqual(families, [undefined, 4, 6]);
    await asked.close();
  });

  it("counts UDP source ports on for all agents at one address", async () => {
    const udpPorts = { used: 0 };
    const used: number[] = [];
    for (let pods = 0; pods < 3; pods++) {
      const watching: Script = (message, agent) => {
        if (message.type === "hello") used.push(message.udpPortsUsed);
        good(message, agent);
      };
      const asked = channel([watching], { udpPorts });
      await asked.ask(batch, never);
      await asked.close();
    }
    assert.deepEqual(used, [0, 1, 2]);
  });

  it("asks again on a new stream when the stream ends before the batch is whole", async () => {
    const half = wellBehaved("x/a", "r1", ({ id }, agent) => {
      agent.say({ type: "reply", batch: id, id: 0, outcome: "timeout", ms: 100 });
      agent.end();
      return true;
    });
    const asked = channel([half, good]);
    const { observations } = await asked.ask(batch, never);
    assert.deepEqual(
      observations.map(({ outcome }) => outcome),
      ["reachable", "reachable"],
    );
    assert.equal(asked.opened(), 2);
    await asked.close();
  });

  it("tells a new agent which UDP source ports the old one may have used", async () => {
    const hellos: ToAgent[] = [];
    const broken: Script = (message, agent) => {
      if (message.type === "batch") agent.break(new ClusterError("reset"));
      else good(message, agent);
    };
    const watching: Script = (message, agent) => {
      if (message.type === "hello") hellos.push(message);
      good(message, agent);
    };
    const asked = channel([broken, watching]);
    await asked.ask(batch, never);
    assert.deepEqual(hellos, [{ type: "hello", run: "r1", udpPortsUsed: 1 }]);
    await asked.close();
  });

  it("fails with the reason when streams keep breaking", async () => {
    const broken: Script = (message, agent) => {
      if (message.type === "batch") agent.break(new ClusterError("connection reset"));
      else good(message, agent);
    };
    const asked = channel([broken, broken]);
    await assert.rejects(asked.ask(batch, never), (error: Error) => {
      assert.ok(error instanceof ClusterError);
      assert.match(error.message, /the agent of x\/a could not be asked: connection reset/);
      return true;
    });
    assert.equal(asked.opened(), 2);
  });

  const spoilt: readonly [title: string, spoil: Parameters<typeof wellBehaved>[2]][] = [
    [
      "whose bye counts more than arrived",
      ({ id }, agent) => {
        agent.say({ type: "bye", batch: id, count: 2, unresponsive: [] });
        return true;
      },
    ],
    [
      "whose bye counts less than was asked",
      ({ id }, agent) => {
        agent.say({ type: "reply", batch: id, id: 0, outcome: "timeout", ms: 1 });
        agent.say({ type: "bye", batch: id, count: 1, unresponsive: [] });
        return true;
      },
    ],
    [
      "with an answer to a probe that was not asked",
      ({ id }, agent) => {
        agent.say({ type: "reply", batch: id, id: 7, outcome: "timeout", ms: 1 });
        return true;
      },
    ],
    [
      "with two answers to one probe",
      ({ id }, agent) => {
        const reply = { type: "reply", batch: id, id: 0, outcome: "timeout", ms: 1 } as const;
        agent.say(reply, reply);
        return true;
      },
    ],
    [
      "with an answer to a batch that was not asked",
      ({ id }, agent) => {
        agent.say({ type: "reply", batch: id + 1, id: 0, outcome: "timeout", ms: 1 });
        return true;
      },
    ],
    [
      "with a latency that cannot be",
      ({ id }, agent) => {
        agent.sayLine(`{"type":"reply","batch":${id},"id":0,"outcome":"timeout","ms":-3}`);
        return true;
      },
    ],
    [
      "whose bye does not say which listeners are unresponsive",
      ({ id, probes }, agent) => {
        for (const probe of probes)
          agent.say({ type: "reply", batch: id, id: probe.id, outcome: "timeout", ms: 1 });
        agent.sayLine(`{"type":"bye","batch":${id},"count":${probes.length}}`);
        return true;
      },
    ],
    [
      "with a line that is no message",
      (_, agent) => {
        agent.sayLine("OCI runtime exec failed");
        return true;
      },
    ],
    [
      "with a message of an unknown type",
      (_, agent) => {
        agent.sayLine('{"type":"verdict"}');
        return true;
      },
    ],
  ];
  for (const [title, spoil] of spoilt) {
    it(`does not accept a batch ${title}`, async () => {
      const asked = channel([wellBehaved("x/a", "r1", spoil)]);
      await assert.rejects(asked.ask(batch, never), ClusterError);
    });
  }

  it("opens a stream once more that is lost before the agent has introduced itself, and not for ever", async () => {
    const lost: Script = (_, agent) => agent.end();
    const connected = channel([lost, good]);
    await connected.connect(never);
    assert.equal(connected.opened(), 2);
    await connected.close();
    const hopeless = channel([lost, lost, lost]);
    await assert.rejects(
      hopeless.connect(never),
      /the agent of x\/a could not be asked: the agent's stream ended/,
    );
    assert.equal(hopeless.opened(), 2);
  });

  it("refuses an agent of another pod, another run or another version", async () => {
    const greet =
      (hello: object): Script =>
      (_, agent) =>
        agent.sayLine(JSON.stringify({ type: "hello", ...hello }));
    const wrong = [
      { version: PROTOCOL_VERSION, pod: "x/z", run: "r1" },
      { version: PROTOCOL_VERSION, pod: "x/a", run: "r0" },
      { version: PROTOCOL_VERSION + 1, pod: "x/a", run: "r1" },
    ];
    for (const hello of wrong) await assert.rejects(channel([greet(hello)]).connect(never), ClusterError);
  });

  it("stops waiting when it is aborted", async () => {
    const controller = new AbortController();
    const asked = channel([
      wellBehaved("x/a", "r1", () => {
        controller.abort(new Error("stop"));
        return true;
      }),
    ]);
    await assert.rejects(asked.ask(batch, controller.signal), /stop/);
    await asked.close();
  });

  it("rejects at once when it was aborted before, and leaves no rejection unhandled", async () => {
    const asked = channel([good]);
    await asked.connect(never);
    await assert.rejects(asked.ask(batch, AbortSignal.abort(new Error("stop"))), /stop/);
    await new Promise((resolve) => setImmediate(resolve));
    await asked.close();
  });

  it("cannot be asked after it was closed, once its streams are used up", async () => {
    const asked = channel([good]);
    await asked.connect(never);
    await asked.close();
    await assert.rejects(asked.ask(batch, never), /its stream is gone/);
  });

  it("hands on which listeners are unresponsive", async () => {
    const unresponsive = [{ port: 80, protocol: "TCP", reason: "refused" }] as const;
    const asked = channel([
      wellBehaved("x/a", "r1", ({ id }, agent) => {
        agent.say({ type: "bye", batch: id, count: 0, unresponsive });
        return true;
      }),
    ]);
    assert.deepEqual((await asked.ask({ ...batch, probes: [] }, never)).unresponsive, unresponsive);
    await asked.close();
  });
});
