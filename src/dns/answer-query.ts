import {
  AUTHORITATIVE_ANSWER,
  decode,
  encode,
  type Question,
  RECURSION_AVAILABLE,
  RECURSION_DESIRED,
  type StringAnswer,
  TRUNCATED_RESPONSE,
} from "dns-packet";

/** The addresses of each name; names in lower case, without the dot at their end. */
export type Records = ReadonlyMap<string, readonly string[]>;

/** RFC 1035, 4.1.1: the name does not exist. */
const NXDOMAIN = 3;

/** RFC 1035, 4.2.1: what a message over UDP may have without EDNS. */
const UDP_LENGTH = 512;

/** In seconds, as CoreDNS gives it to records of the cluster. */
const TTL = 5;

/**
 * The answer to a query: the addresses of a name in the family that is asked for, none of a name that has others only,
 * NXDOMAIN for any other name.
 *
 * @throws Error for what is no query.
 */
export function answerQuery(query: Buffer, records: Records): Buffer {
  const { type, id, flags = 0, questions = [] } = decode(query);
  const [question] = questions;
  if (type !== "query" || question === undefined) throw new Error("not a query");
  const addresses = records.get(question.name.toLowerCase());
  const rcode = addresses === undefined ? NXDOMAIN : 0;
  return encode({
    type: "response",
    ...(id === undefined ? {} : { id }),
    flags: AUTHORITATIVE_ANSWER | RECURSION_AVAILABLE | (flags & RECURSION_DESIRED) | rcode,
    questions: [question],
    answers: answersTo(question, addresses ?? []),
  });
}

/** As `answerQuery`, cut to what fits into a datagram: who wants the rest asks over TCP. */
export function answerDatagram(query: Buffer, records: Records): Buffer {
  const answer = answerQuery(query, records);
  if (answer.length <= UDP_LENGTH) return answer;
  const whole = decode(answer);
  return encode({ ...whole, flags: (whole.flags ?? 0) | TRUNCATED_RESPONSE, answers: [] });
}

function answersTo({ name, type }: Question, addresses: readonly string[]): StringAnswer[] {
  if (type !== "A" && type !== "AAAA") return [];
  return addresses
    .filter((address) => address.includes(":") === (type === "AAAA"))
    .map((data) => ({ type, name, ttl: TTL, data }));
}
