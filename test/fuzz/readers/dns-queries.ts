import assert from "node:assert/strict";
import { decode, encode } from "dns-packet";
import fc from "fast-check";
import { answerDatagram, answerQuery } from "../../../src/dns/answer-query.ts";
import { mutatedText } from "../mutations.ts";
import type { Reader } from "../reader.ts";

const NAME = "web.x.svc.cluster.local";

const RECORDS = new Map([
  [NAME, ["10.96.0.1", "fd00::1", ...Array.from({ length: 60 }, (_, at) => `10.1.0.${at}`)]],
]);

const QUERIES = (["A", "AAAA", "TXT", "SRV"] as const).flatMap((type) =>
  [NAME, "WEB.x.svc.cluster.local", "nobody", ""].map((name) =>
    Buffer.from(encode({ type: "query", id: 7, questions: [{ type, name, class: "IN" }] })).toString(
      "latin1",
    ),
  ),
);

/** A name that points at itself, and one that points at another which points back. */
const LOOPS = [
  "\0\u0007\u0001\0\0\u0001\0\0\0\0\0\0\u00C0\u000C\0\u0001\0\u0001",
  "\0\u0007\u0001\0\0\u0001\0\0\0\0\0\0\u00C0\u000E\u00C0\u000C\0\u0001\0\u0001",
];

/** What is no query is refused by an Error, which the servers take for no answer. */
export const dnsReader: Reader = {
  name: "dns",
  binary: true,
  inputs: fc.oneof(
    mutatedText([...QUERIES, ...LOOPS]),
    fc.uint8Array({ maxLength: 600 }).map((bytes) => Buffer.from(bytes).toString("latin1")),
  ),
  read: (input) => {
    for (const answer of [answerQuery, answerDatagram]) {
      let answered: Buffer;
      try {
        answered = answer(Buffer.from(input, "latin1"), RECORDS);
      } catch (error) {
        assert.ok(error instanceof Error);
        continue;
      }
      assert.equal(decode(answered).type, "response");
      if (answer === answerDatagram) assert.ok(answered.length <= 512, `${answered.length} bytes`);
    }
  },
};
