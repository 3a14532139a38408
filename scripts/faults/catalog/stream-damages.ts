import type { Direction, StreamDamage } from "../proxy/network-fault.ts";

/** A damage to a stream, with its name in the table. */
export interface NamedStreamDamage {
  readonly name: string;
  readonly direction: Direction;
  readonly what: StreamDamage;
}

/** What may happen at each message of a stream to an agent. */
export const STREAM_DAMAGES: readonly NamedStreamDamage[] = (["to-us", "to-agent"] as const).flatMap(
  (direction) => {
    const from = direction === "to-us" ? "from the agent" : "to the agent";
    return [
      { name: `reset between two messages ${from}`, direction, what: { do: "reset", bytes: 0 } },
      { name: `reset inside a message's header ${from}`, direction, what: { do: "reset", bytes: 1 } },
      { name: `reset inside a message ${from}`, direction, what: { do: "reset", bytes: 12 } },
      { name: `closed in an orderly way ${from}`, direction, what: { do: "end" } },
      { name: `half-open ${from}`, direction, what: { do: "silence" } },
      { name: `a message lost ${from}`, direction, what: { do: "drop" } },
      { name: `a message twice ${from}`, direction, what: { do: "repeat" } },
      { name: `two messages in the other order ${from}`, direction, what: { do: "swap" } },
      {
        name: `bytes of something else ${from}`,
        direction,
        what: { do: "replace", bytes: Buffer.alloc(8, 0xff) },
      },
      {
        name: `a text that is not the agent's ${from}`,
        direction,
        what: { do: "replace", bytes: framed("login: \n") },
      },
    ] as const;
  },
);

/** What happens to a whole stream. */
export const WHOLE_STREAM_DAMAGES: readonly NamedStreamDamage[] = (["to-us", "to-agent"] as const).flatMap(
  (direction) => {
    const from = direction === "to-us" ? "from the agent" : "to the agent";
    return [
      { name: `messages byte by byte ${from}`, direction, what: { do: "split" } },
      { name: `every message 300 ms late ${from}`, direction, what: { do: "delay", ms: 300 } },
    ] as const;
  },
);

/** A WebSocket message, unmasked, for the stdout of an exec stream. */
function framed(text: string): Uint8Array {
  const payload = Buffer.from(`\u0001${text}`);
  return Buffer.concat([Uint8Array.of(0x82, payload.length), payload]);
}
