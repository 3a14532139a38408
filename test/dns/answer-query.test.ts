import assert from "node:assert/strict";
import { decode, encode, type RecordType } from "dns-packet";
import { answerDatagram, answerQuery } from "../../src/dns/answer-query.ts";

const many = Array.from({ length: 60 }, (_, index) => `10.244.1.${index + 1}`);
const records = new Map([
  ["web.x.svc.cluster.local", ["10.96.0.1", "fd00:10:96::1"]],
  ["v4.x.svc.cluster.local", ["10.96.0.2"]],
  ["many.x.svc.cluster.local", many],
]);

function query(name: string, type: RecordType = "A"): Buffer {
  return encode({ type: "query", id: 7, questions: [{ type, name }] });
}

function addressesIn(answer: Buffer): readonly unknown[] {
  return (decode(answer).answers ?? []).map((each) => ("data" in each ? each.data : undefined));
}

describe("an answer to a DNS query", () => {
  it("has the addresses of the family that is asked for", () => {
    const name = "web.x.svc.cluster.local";
    assert.deepEqual(addressesIn(answerQuery(query(name), records)), ["10.96.0.1"]);
    assert.deepEqual(addressesIn(answerQuery(query(name, "AAAA"), records)), ["fd00:10:96::1"]);
  });

  it("repeats the question as it was written, in whichever case", () => {
    const { id, type, questions, answers } = decode(answerQuery(query("WEB.x.svc.Cluster.local"), records));
    assert.deepEqual([id, type, questions?.[0]?.name], [7, "response", "WEB.x.svc.Cluster.local"]);
    assert.equal(answers?.length, 1);
  });

  it("says of a name without such an address that it exists, and of any other that it does not", () => {
    const rcodes = [query("v4.x.svc.cluster.local", "AAAA"), query("web.x.svc"), query("example.com")].map(
      (each) => (decode(answerQuery(each, records)).flags ?? 0) & 0xf,
    );
    assert.deepEqual(rcodes, [0, 3, 3]);
  });

  it("is cut where it does not fit into a datagram, and says so", () => {
    const cut = answerDatagram(query("many.x.svc.cluster.local"), records);
    assert.ok(cut.length <= 512);
    assert.equal(decode(cut).flag_tc, true);
    const whole = answerQuery(query("many.x.svc.cluster.local"), records);
    assert.equal(decode(whole).flag_tc, false);
    assert.deepEqual(addressesIn(whole), many);
    assert.equal(decode(answerDatagram(query("web.x.svc.cluster.local"), records)).flag_tc, false);
  });

  it("is not given to what is no query", () => {
    assert.throws(() => answerQuery(answerQuery(query("a.b"), records), records), /not a query/);
    assert.throws(() => answerQuery(Buffer.from("hello"), records));
  });
});
