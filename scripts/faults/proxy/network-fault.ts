/** Faults between netverdict and an API server, as data: what is hit, and what happens to it. */

/** Calls that are hit: those that match, from the `nth` (1 is the first) on, `times` of them in a row. */
export interface CallFault {
  /** `*` is any. */
  readonly method: string;
  /** Of the path without its query. */
  readonly path: RegExp;
  readonly nth: number;
  readonly times: number;
  readonly what: CallDamage;
}

/**
 * What happens to a call.
 *
 * - `answer`: the server is not asked, and this is what comes.
 * - `reset`, `silence`: the connection is reset, or stays open and nothing comes; `after` the server did what it was asked to.
 * - `cut`: the connection ends after so many bytes of the answer's body.
 * - `shorten`: the answer has only so many bytes of its body, and looks whole.
 * - `garbage`: what comes is no HTTP.
 * - `gone`: the connection is reset, all others too, and for so long nobody listens any more.
 */
export type CallDamage =
  | {
      readonly do: "answer";
      readonly status: number;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly do: "reset" | "silence"; readonly when: "before" | "after" }
  | { readonly do: "cut" | "shorten"; readonly bytes: number }
  | { readonly do: "delay" | "gone"; readonly ms: number }
  | { readonly do: "garbage" };

/** Exec streams that are hit: those whose path matches, from the `nth` opened on, `times` of them in a row. */
export interface StreamFault {
  readonly path: RegExp;
  readonly nth: number;
  readonly times: number;
  readonly direction: Direction;
  /** WebSocket messages of that direction that pass before, pings left out. */
  readonly after: number;
  readonly what: StreamDamage;
}

export type Direction = "to-us" | "to-agent";

/**
 * What happens to a stream.
 *
 * - `reset`: the connection ends at once; `bytes` of the next message get through before. `end`: it is closed in an orderly way.
 * - `silence`: it stays open, and nothing passes any more.
 * - `drop`, `repeat`: the next message is lost, or comes twice. `swap`: it comes after the one that follows it.
 * - `split`: every message comes in pieces of one byte. `delay`: everything comes later.
 * - `replace`: these bytes come in place of the next message.
 */
export type StreamDamage =
  | { readonly do: "reset"; readonly bytes: number }
  | { readonly do: "end" | "silence" | "drop" | "repeat" | "swap" | "split" }
  | { readonly do: "delay"; readonly ms: number }
  | { readonly do: "replace"; readonly bytes: Uint8Array };

export type NetworkFault =
  | ({ readonly kind: "call" } & CallFault)
  | ({ readonly kind: "stream" } & StreamFault);
