/** Checks of whole shapes, for whatever a peer sends: the agent carries no library for that. */
import {
  type AgentConfig,
  type AgentPort,
  type FromAgent,
  type Identity,
  type ListenerAnswer,
  PROBED_PROTOCOLS,
  type Stall,
  type ToAgent,
  WIRE_OUTCOMES,
  type WireProbe,
  type WireReply,
  type WireUnresponsive,
} from "./protocol.ts";

type Check<T> = (value: unknown) => value is T;
type Shape<T> = { readonly [K in keyof T]-?: Check<T[K]> };

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function oneOf<const T extends string | number>(choices: readonly T[]): Check<T> {
  return (value): value is T => choices.some((choice) => choice === value);
}

/** A number within bounds that include the ends; no fraction if `whole`. */
function number(least: number, most: number, whole = true): Check<number> {
  return (value): value is number =>
    typeof value === "number" && value >= least && value <= most && (!whole || Number.isInteger(value));
}

function optional<T>(check: Check<T>): Check<T | undefined> {
  return (value): value is T | undefined => value === undefined || check(value);
}

function list<T>(check: Check<T>): Check<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(check);
}

function object<T extends object>(shape: Shape<T>): Check<T> {
  const checks = Object.entries<Check<unknown>>(shape);
  return (value): value is T =>
    typeof value === "object" &&
    value !== null &&
    checks.every(([key, check]) => check(Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined));
}

function anyOf<T>(...checks: readonly Check<T>[]): Check<T> {
  return (value): value is T => checks.some((check) => check(value));
}

const MAX = Number.MAX_SAFE_INTEGER;
const isCount = number(0, MAX);
const isPort = number(1, 65_535);
/** Durations are those of probes and of runs: longer than a month is nonsense. */
const isDuration = number(0, 31 * 24 * 3_600_000, false);

const identity: Shape<Identity> = { pod: isText, run: isText };
const port: Shape<AgentPort> = { port: isPort, protocol: oneOf(PROBED_PROTOCOLS) };

export const isAgentConfig: Check<AgentConfig> = object<AgentConfig>({
  ...identity,
  role: oneOf(["serve", "dial", "both", "examine"]),
  ports: list(object<AgentPort>(port)),
});

type Message<M extends { readonly type: string }, T extends M["type"]> = Extract<M, { readonly type: T }>;

const isProbe = object<WireProbe>({
  ...port,
  id: isCount,
  address: isText,
  family: optional(oneOf([4, 6])),
});

export const isToAgent: Check<ToAgent> = anyOf<ToAgent>(
  object<Message<ToAgent, "hello">>({ type: oneOf(["hello"]), run: isText, udpPortsUsed: isCount }),
  object<Message<ToAgent, "ping">>({ type: oneOf(["ping"]) }),
  object<Message<ToAgent, "batch">>({
    type: oneOf(["batch"]),
    id: isCount,
    timeoutMs: isDuration,
    launchesPerSecond: number(Number.MIN_VALUE, MAX, false),
    awakeForMs: optional(isDuration),
    probes: list(isProbe),
  }),
);

export const isFromAgent: Check<FromAgent> = anyOf<FromAgent>(
  object<WireReply>({
    type: oneOf(["reply"]),
    batch: isCount,
    id: isCount,
    outcome: oneOf(WIRE_OUTCOMES),
    peer: optional(object<Identity>(identity)),
    ms: isDuration,
    detail: optional(isText),
    lost: optional(isCount),
  }),
  object<Message<FromAgent, "bye">>({
    type: oneOf(["bye"]),
    batch: isCount,
    count: isCount,
    unresponsive: list(object<WireUnresponsive>({ ...port, reason: isText })),
  }),
  object<Message<FromAgent, "pong">>({ type: oneOf(["pong"]) }),
  object<Message<FromAgent, "hello">>({ ...identity, type: oneOf(["hello"]), version: isCount }),
);

const isStall = object<Stall>({ agoMs: isDuration, ms: isDuration });

export const isListenerAnswer: Check<ListenerAnswer> = object<ListenerAnswer>({
  ...identity,
  nonce: isText,
  stalls: list(isStall),
});
