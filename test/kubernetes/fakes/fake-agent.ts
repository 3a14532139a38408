/** The other end of an exec stream: an agent that speaks the protocol as its pod, and answers as told. */
import type { WebSocket } from "ws";
import type { Examination } from "../../../src/agent/examination.ts";
import {
  encode,
  type FromAgent,
  PROTOCOL_VERSION,
  type ToAgent,
  type WireProbe,
} from "../../../src/agent/protocol.ts";
import { CLOSE_STDIN } from "../../../src/kubernetes/exec/exec-frames.ts";

export interface FakeAgent {
  readonly pod: string;
  readonly run: string;
  /** Who answers a probe; `undefined` is nobody. */
  readonly peerOf: (probe: WireProbe) => string | undefined;
}

export function actAsAgent(socket: WebSocket, agent: FakeAgent): void {
  socket.on("ping", (data) => socket.pong(data));
  socket.on("message", (data: Buffer) => {
    if (data.equals(CLOSE_STDIN)) {
      sendFrame(socket, 3, JSON.stringify({ status: "Success" }));
      socket.close();
      return;
    }
    const lines = data.subarray(1).toString("utf8").split("\n").filter(Boolean);
    for (const line of lines) answer(socket, agent, JSON.parse(line));
  });
}

/** What an agent that is told to look around says of a pod without limits, whose names are answered. */
export function answerExamined(socket: WebSocket): void {
  const answer = { answered: true, code: 0, ms: 1 } as const;
  const dns = {
    server: "10.96.0.10",
    name: "kubernetes.default.svc.cluster.local",
    udp: answer,
    tcp: answer,
  };
  const examination: Examination = { kernel: "6.1-fake", dns };
  socket.on("message", () => socket.close());
  sendFrame(socket, 1, `${JSON.stringify(examination)}\n`);
  sendFrame(socket, 3, JSON.stringify({ status: "Success" }));
}

export function sendFrame(socket: WebSocket, channel: number, payload: string | Uint8Array): void {
  socket.send(Buffer.concat([Uint8Array.of(channel), Buffer.from(payload as string)]));
}

function answer(socket: WebSocket, { pod, run, peerOf }: FakeAgent, message: ToAgent): void {
  const say = (reply: FromAgent) => sendFrame(socket, 1, encode(reply));
  if (message.type === "hello") say({ type: "hello", version: PROTOCOL_VERSION, pod, run });
  if (message.type === "ping") say({ type: "pong" });
  if (message.type !== "batch") return;
  const { id: batch, probes } = message;
  for (const probe of probes) {
    const peer = peerOf(probe);
    const result =
      peer === undefined
        ? ({ outcome: "timeout" } as const)
        : ({ outcome: "answered", peer: { pod: peer, run } } as const);
    say({ type: "reply", batch, id: probe.id, ms: 1, ...result });
  }
  say({ type: "bye", batch, count: probes.length, unresponsive: [] });
}
