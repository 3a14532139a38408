import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { askOverTcp, askOverUdp } from "../../../src/agent/examine/ask-dns.ts";
import { dnsQuery, responseCode } from "../../../src/agent/examine/dns-query.ts";

const question = { server: "127.0.0.1", name: "kubernetes.default.svc.cluster.local", timeoutMs: 4_000 };

/** The question turned into an answer that there is no such name. */
function noSuchName(query: Uint8Array): Buffer {
  const answer = Buffer.from(query);
  answer.writeUInt16BE(0x8183, 2);
  return answer;
}

describe("a question for a name", () => {
  it("is answered by the message with its number, and with a code", () => {
    const query = dnsQuery(7, "a.bc");
    assert.equal(Buffer.from(query).toString("hex"), "00070100000100000000000001610262630000010001");
    assert.equal(responseCode(7, query), undefined, "a question is no answer");
    assert.equal(responseCode(7, noSuchName(query)), 3);
    assert.equal(responseCode(8, noSuchName(query)), undefined);
    assert.equal(responseCode(7, new Uint8Array(5)), undefined);
  });

  it("is asked over UDP, and again if nothing comes", async () => {
    const server = createSocket("udp4").bind(0, "127.0.0.1");
    await once(server, "listening");
    let asked = 0;
    server.on("message", (query, { port, address }) => {
      if (++asked === 2) server.send(noSuchName(query), port, address);
    });
    const answer = await askOverUdp({ ...question, port: server.address().port, timeoutMs: 400 });
    server.close();
    assert.equal(answer.answered && answer.code, 3);
    assert.equal(asked, 2);
  });

  it("is asked over TCP, where the answer may come in pieces", async () => {
    const server = createServer((socket) => {
      socket.once("data", (data) => {
        const answer = noSuchName(data.subarray(2));
        socket.write(Uint8Array.of(0, answer.length));
        setImmediate(() => socket.end(answer));
      });
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const answer = await askOverTcp({ ...question, port: (server.address() as AddressInfo).port });
    server.close();
    assert.equal(answer.answered && answer.code, 3);
  });

  it("is not answered by who refuses, closes or says nothing, and the reason is told", async () => {
    const closing = createServer((socket) => socket.resume().end()).listen(0, "127.0.0.1");
    await once(closing, "listening");
    const { port } = closing.address() as AddressInfo;
    const closed = await askOverTcp({ ...question, port });
    closing.close();
    await once(closing, "close");
    assert.match(closed.answered ? "" : closed.reason, /closed without an answer|ECONNRESET/);
    const refused = await askOverTcp({ ...question, port });
    assert.match(refused.answered ? "" : refused.reason, /ECONNREFUSED/);
    const silent = createSocket("udp4").bind(0, "127.0.0.1");
    await once(silent, "listening");
    const silence = await askOverUdp({ ...question, port: silent.address().port, timeoutMs: 40 });
    silent.close();
    assert.match(silence.answered ? "" : silence.reason, /no answer within/);
  });
});
