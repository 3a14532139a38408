/** Damage between a run and the API server of a real cluster. */
import { type FaultCase, MOMENTS, nothingToHeal } from "../lab/fault-case.ts";
import type { CallDamage, CallFault, NetworkFault, StreamDamage } from "../proxy/network-fault.ts";
import { LASTING, PASSING } from "./damages.ts";

type NetworkCase = Pick<FaultCase, "name" | "fault" | "where"> &
  Partial<Pick<FaultCase, "when" | "strike" | "by">> & { readonly does?: NetworkFault };

const EVERY_CALL = { method: "*", path: /./, nth: 1, times: Number.POSITIVE_INFINITY } as const;
const POLICIES = { method: "PATCH", path: /\/networkpolicies\//, nth: 1, times: 1 } as const;

const CASES: readonly NetworkCase[] = [
  {
    name: "token-expires",
    fault: "the token expires: 401 to everything",
    where: "from step 2 on",
    when: MOMENTS.step2,
    does: call(EVERY_CALL, lasting("401 Unauthorized")),
  },
  {
    name: "policies-forbidden",
    fault: "policies may no longer be applied: 403",
    where: "from step 2 on",
    when: MOMENTS.step2,
    does: call({ ...POLICIES, times: Number.POSITIVE_INFINITY }, lasting("403 Forbidden")),
  },
  {
    name: "busy",
    fault: "429 with Retry-After to ten calls in a row",
    where: "while pods are created",
    when: MOMENTS.creating,
    does: call({ ...EVERY_CALL, times: 10 }, passing("429 TooManyRequests")),
  },
  {
    name: "etcd-changes-leader",
    fault: "500 to three calls in a row",
    where: "when step 2 applies its policy",
    when: MOMENTS.step2,
    does: call({ ...POLICIES, times: 3 }, passing("500 InternalError")),
  },
  {
    name: "list-expired",
    fault: "410 to a list",
    where: "while pods are awaited",
    when: MOMENTS.creating,
    does: call({ method: "GET", path: /^\/api\/v1\/pods$/, nth: 1, times: 1 }, lasting("410 Expired")),
  },
  {
    name: "list-cut",
    fault: "a list is cut short, by right framing",
    where: "while pods are awaited",
    when: MOMENTS.creating,
    does: call({ method: "GET", path: /^\/api\/v1\/pods$/, nth: 1, times: 2 }, { do: "shorten", bytes: 200 }),
  },
  {
    name: "login-page",
    fault: "a page to log in, with 200, in place of the answer",
    where: "when step 2 applies its policy",
    when: MOMENTS.step2,
    does: call(POLICIES, passing("a page of somebody else's, with 200")),
  },
  {
    name: "answer-lost",
    fault: "every first answer of a pod's creation is lost: the connection is reset after it",
    where: "while pods are created",
    when: MOMENTS.creating,
    does: call({ method: "POST", path: /\/pods$/, nth: 1, times: 6 }, { do: "reset", when: "after" }),
  },
  {
    name: "half-open-call",
    fault: "a call is taken and never answered",
    where: "when step 2 applies its policy",
    when: MOMENTS.step2,
    does: call(POLICIES, { do: "silence", when: "before" }),
  },
  {
    name: "slow-api",
    fault: "every call takes 2 s longer",
    where: "all the time",
    does: call(EVERY_CALL, { do: "delay", ms: 2_000 }),
  },
  ...(
    [
      ["opening", "while pods are created", MOMENTS.creating],
      ["measuring", "while step 2 is measured", MOMENTS.step2],
      ["removing", "while the run removes what it made", MOMENTS.removing],
    ] as const
  ).map(
    ([phase, where, when]): NetworkCase => ({
      name: `api-gone-20s-${phase}`,
      fault: "the API server is gone for 20 s: connections cut, none taken",
      where,
      when,
      strike: goneFor(20_000),
    }),
  ),
  {
    name: "api-gone-for-good",
    fault: "the API server is gone for good",
    where: "from step 2 on",
    when: MOMENTS.step2,
    strike: async ({ proxy }) => {
      void proxy.beGone(3_600_000);
      return nothingToHeal;
    },
  },
  {
    name: "connections-cut",
    fault: "every connection is reset at one moment",
    where: "while step 2 is measured",
    when: MOMENTS.step2,
    strike: goneFor(0),
  },
  {
    name: "half-open",
    fault: "every connection goes half-open at one moment: nothing passes, nothing ends",
    where: "while step 2 is measured",
    when: MOMENTS.step2,
    strike: async ({ proxy }) => {
      proxy.freeze();
      return nothingToHeal;
    },
  },
  {
    name: "stream-cut-inside",
    fault: "every stream is reset once inside its 20th message",
    where: "while the run measures",
    does: streams(1, "to-us", 20, { do: "reset", bytes: 12 }),
  },
  {
    name: "stream-cut-always",
    fault: "one pod's streams are reset at their 5th message, each of them",
    where: "while the run measures",
    does: { ...streams(1, "to-us", 5, { do: "reset", bytes: 0 }), path: /\/db\/exec$/, times: 100 },
  },
  {
    name: "stream-reordered",
    fault: "two messages of every stream come in the other order",
    where: "while the run measures",
    does: streams(1, "to-us", 20, { do: "swap" }),
  },
  {
    name: "stream-bytewise",
    fault: "messages come byte by byte",
    where: "all the time",
    does: streams(1, "to-us", 0, { do: "split" }),
  },
  {
    name: "stream-slow",
    fault: "every message comes 500 ms late",
    where: "all the time",
    does: streams(1, "to-us", 0, { do: "delay", ms: 500 }),
  },
  {
    name: "tls-untrusted",
    fault: "the server's certificate is not trusted",
    where: "from the beginning",
    by: "untrusted certificate",
  },
  {
    name: "tls-broken",
    fault: "the TLS handshake fails",
    where: "from the beginning",
    by: "TLS to a port without",
  },
];

export const NETWORK_CASES: readonly FaultCase[] = CASES.map(({ does, ...each }) => ({
  by: "proxy",
  strike: async ({ proxy }) => {
    if (does !== undefined) proxy.set(does);
    return nothingToHeal;
  },
  ...each,
  disrupts: false,
}));

function call(fault: Omit<CallFault, "what">, what: CallDamage): NetworkFault {
  return { kind: "call", ...fault, what };
}

/** Every stream is hit, the `nth` for the first time, but only those that are opened for the first time. */
function streams(nth: number, direction: "to-us" | "to-agent", after: number, what: StreamDamage) {
  return { kind: "stream", path: /\/exec$/, nth, times: 6, direction, after, what } as const;
}

function passing(name: string): CallDamage {
  return named(PASSING, name);
}

function lasting(name: string): CallDamage {
  return named(LASTING, name);
}

function named(
  damages: readonly { readonly name: string; readonly what: CallDamage }[],
  name: string,
): CallDamage {
  const found = damages.find((damage) => damage.name === name);
  if (found === undefined) throw new Error(`there is no damage '${name}'`);
  return found.what;
}

/** The API server is away, which is waited for. */
function goneFor(ms: number): FaultCase["strike"] {
  return async ({ proxy }) => {
    await proxy.beGone(ms);
    return nothingToHeal;
  };
}
