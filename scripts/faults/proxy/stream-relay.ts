import type { Duplex } from "node:stream";
import { type Frame, frameSplitter } from "./frames.ts";
import type { Direction, StreamFault } from "./network-fault.ts";

export interface Relay {
  readonly client: Duplex;
  readonly server: Duplex;
  /** What happens to this stream, if anything. */
  readonly fault: StreamFault | undefined;
  readonly onHit: () => void;
  readonly sleep: (ms: number) => Promise<unknown>;
  /** Told the size of each message that passes. */
  readonly onMessage: (direction: Direction, bytes: number) => void;
}

/** Passes the messages of an opened WebSocket on, both ways, and does the damage when its time has come. */
export function relayStream(relay: Relay): void {
  const { client, server } = relay;
  relayOneWay(relay, "to-us", server, client);
  relayOneWay(relay, "to-agent", client, server);
}

function relayOneWay(relay: Relay, direction: Direction, from: Duplex, to: Duplex): void {
  const fault = relay.fault?.direction === direction ? relay.fault : undefined;
  const split = frameSplitter();
  const line = new Line(relay, fault, to);
  let turn = Promise.resolve();
  from.on("data", (chunk: Uint8Array) => {
    for (const frame of split(chunk)) {
      if (!frame.isControl) relay.onMessage(direction, frame.bytes.length);
      turn = turn.then(() => line.pass(frame));
    }
  });
  const over = () => {
    turn = turn.then(() => line.end());
  };
  from.on("end", over);
  from.on("error", over);
  from.on("close", over);
}

/** One direction of a stream. */
class Line {
  readonly #relay: Relay;
  readonly #fault: StreamFault | undefined;
  readonly #to: Duplex;
  #passed = 0;
  #isSilent = false;
  #kept: Uint8Array | undefined;

  constructor(relay: Relay, fault: StreamFault | undefined, to: Duplex) {
    this.#relay = relay;
    this.#fault = fault;
    this.#to = to;
  }

  async pass(frame: Frame): Promise<void> {
    if (this.#isSilent) return;
    const number = frame.isControl ? this.#passed : this.#passed++;
    if (this.#fault === undefined || frame.isControl || number < this.#fault.after)
      return this.#write(frame.bytes);
    if (number === this.#fault.after) this.#relay.onHit();
    await this.#damage(this.#fault, number, frame.bytes);
  }

  end(): void {
    if (!this.#isSilent) this.#to.end();
  }

  async #damage({ what, after }: StreamFault, number: number, bytes: Uint8Array): Promise<void> {
    if (what.do === "split") return this.#inPieces(bytes);
    if (what.do === "delay") {
      await this.#relay.sleep(what.ms);
      return this.#write(bytes);
    }
    if (number > after) return this.#afterwards(bytes);
    switch (what.do) {
      case "reset":
        this.#write(bytes.subarray(0, what.bytes));
        return this.#cutOff();
      case "end":
        this.#isSilent = true;
        this.#relay.client.end();
        this.#relay.server.end();
        return;
      case "silence":
        this.#isSilent = true;
        return;
      case "repeat":
        this.#write(bytes);
        return this.#write(bytes);
      case "swap":
        this.#kept = bytes;
        return;
      case "replace":
        return this.#write(what.bytes);
      case "drop":
        return;
    }
  }

  #afterwards(bytes: Uint8Array): void {
    this.#write(bytes);
    if (this.#kept !== undefined) this.#write(this.#kept);
    this.#kept = undefined;
  }

  async #inPieces(bytes: Uint8Array): Promise<void> {
    for (const byte of bytes) {
      this.#write(Uint8Array.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** What has been written is let through first; a reset would overtake it. */
  #cutOff(): void {
    this.#isSilent = true;
    this.#to.end(() => {
      this.#relay.client.destroy();
      this.#relay.server.destroy();
    });
  }

  #write(bytes: Uint8Array): void {
    if (this.#to.writable) this.#to.write(bytes);
  }
}
