import type { CallDamage, NetworkFault, StreamFault } from "./network-fault.ts";

/** Counts what passes, and says what is hit. */
export class FaultPlan {
  #fault: NetworkFault | undefined;
  #matches = 0;
  #hits = 0;
  readonly #onHit: () => void;

  constructor(onHit: () => void) {
    this.#onHit = onHit;
  }

  /** From now on this fault happens; its counting begins anew. Undefined: none. */
  set(fault: NetworkFault | undefined): void {
    this.#fault = fault;
    this.#matches = 0;
    this.#hits = 0;
  }

  get hits(): number {
    return this.#hits;
  }

  call(method: string, path: string): CallDamage | undefined {
    const fault = this.#fault;
    if (fault?.kind !== "call" || !["*", method].includes(fault.method)) return undefined;
    if (!fault.path.test(path)) return undefined;
    return this.#isHit(fault) ? this.#hit(fault.what) : undefined;
  }

  stream(path: string): StreamFault | undefined {
    const fault = this.#fault;
    if (fault?.kind !== "stream" || !fault.path.test(path)) return undefined;
    return this.#isHit(fault) ? fault : undefined;
  }

  /** The damage to a stream is done. */
  streamHit(): void {
    this.#hit(undefined);
  }

  #isHit({ nth, times }: { readonly nth: number; readonly times: number }): boolean {
    this.#matches++;
    return this.#matches >= nth && this.#matches < nth + times;
  }

  #hit<T>(damage: T): T {
    this.#hits++;
    this.#onHit();
    return damage;
  }
}
