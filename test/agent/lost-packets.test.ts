import assert from "node:assert/strict";
import { createSocket, type Socket } from "node:dgram";
import { hearBatch } from "./agent-process.ts";
import { both, greeted, silentPace } from "./greeted.ts";

/** A listener of ours that does not hear the first datagrams. */
async function deafTo(datagrams: number): Promise<Socket> {
  const socket = createSocket("udp4");
  let heard = 0;
  socket.on("message", (question, peer) => {
    if (++heard <= datagrams) return;
    const answer = { pod: "x/b", run: "r1", nonce: question.toString("latin1"), stalls: [] };
    socket.send(JSON.stringify(answer), peer.port, peer.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  return socket;
}

describe("an agent whose packets are lost", () => {
  for (const lost of [1, 2])
    it(`says of an answer after ${lost} in vain how many they were, and counts its time from the one that was answered`, async () => {
      const socket = await deafTo(lost);
      await using agent = await greeted(both([]));
      const probe = { id: 0, address: "127.0.0.1", port: socket.address().port, protocol: "UDP" } as const;
      const asked = performance.now();
      agent.say({ type: "batch", id: 1, ...silentPace, probes: [probe] });
      const { replies } = await hearBatch(agent);
      const waitedMs = performance.now() - asked;
      socket.close();
      const [reply] = replies;
      assert.deepEqual([reply?.outcome, reply?.peer?.pod, reply?.lost], ["answered", "x/b", lost]);
      const sentMs = (silentPace.timeoutMs * lost) / 3;
      assert.ok((reply?.ms ?? 0) <= waitedMs - sentMs + 2, `${reply?.ms} ms of ${waitedMs} ms`);
    });
});
