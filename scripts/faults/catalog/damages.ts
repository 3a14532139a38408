import type { CallDamage } from "../proxy/network-fault.ts";

/** A damage to a call, with its name in the table. */
export interface NamedDamage {
  readonly name: string;
  readonly what: CallDamage;
}

/** What passes: the next attempt finds the server as it was. */
export const PASSING: readonly NamedDamage[] = [
  answered(429, "TooManyRequests", "the server has received too many requests", { "retry-after": "1" }),
  answered(500, "InternalError", "etcdserver: leader changed"),
  answered(503, "ServiceUnavailable", "the server is currently unable to handle the request"),
  { name: "connection reset before the call is made", what: { do: "reset", when: "before" } },
  { name: "connection reset, the answer lost", what: { do: "reset", when: "after" } },
  { name: "half-open before the call is made", what: { do: "silence", when: "before" } },
  { name: "half-open, the answer lost", what: { do: "silence", when: "after" } },
  { name: "cut before the first byte of the body", what: { do: "cut", bytes: 0 } },
  { name: "cut inside the body", what: { do: "cut", bytes: 20 } },
  { name: "body shorter than it was, by right framing", what: { do: "shorten", bytes: 20 } },
  { name: "empty body", what: { do: "shorten", bytes: 0 } },
  {
    name: "a page of somebody else's, with 200",
    what: { do: "answer", status: 200, body: "<html>Please log in</html>" },
  },
  { name: "no HTTP", what: { do: "garbage" } },
  { name: "delayed by 300 ms", what: { do: "delay", ms: 300 } },
];

/** What stays as it is, however often the server is asked. */
export const LASTING: readonly NamedDamage[] = [
  answered(401, "Unauthorized", "Unauthorized"),
  answered(403, "Forbidden", 'it is forbidden: User "ci" cannot do this'),
  answered(404, "NotFound", "the server could not find the requested resource"),
  answered(409, "AlreadyExists", "it already exists"),
  answered(409, "Conflict", "the object has been modified; please apply your changes to the latest version"),
  answered(410, "Expired", "the resource version is too old"),
  answered(429, "TooManyRequests", "the server has received too many requests", { "retry-after": "1" }),
  answered(500, "InternalError", "failed calling webhook"),
  answered(503, "ServiceUnavailable", "the server is currently unable to handle the request"),
  { name: "connection reset", what: { do: "reset", when: "before" } },
  { name: "half-open", what: { do: "silence", when: "before" } },
  { name: "an empty object", what: { do: "answer", status: 200, body: "{}" } },
  { name: "null", what: { do: "answer", status: 200, body: "null" } },
];

function answered(
  status: number,
  reason: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): NamedDamage {
  const body = JSON.stringify({
    kind: "Status",
    apiVersion: "v1",
    status: "Failure",
    code: status,
    reason,
    message,
  });
  return { name: `${status} ${reason}`, what: { do: "answer", status, body, headers } };
}
