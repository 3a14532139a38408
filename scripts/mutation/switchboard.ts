/** Which mutant is on, and which mutants the code has passed. */
import { SWITCH } from "./instrument.ts";

export class Switchboard {
  #on: number | undefined;
  #limit = Number.POSITIVE_INFINITY;
  #seen: Set<number> = new Set();
  /** How often the changed code asked, since a mutant was chosen. */
  evaluations = 0;

  /** Installs the function that the changed sources call. */
  constructor() {
    Object.assign(globalThis, { [SWITCH]: (id: number): boolean => this.#isOn(id) });
  }

  /** Turns on one mutant, or none. @param limit code that asks more often than this is in a loop. */
  choose(id: number | undefined, limit = Number.POSITIVE_INFINITY): void {
    this.#on = id;
    this.#limit = limit;
    this.evaluations = 0;
  }

  /** From now on the mutants that the code passes go into `seen`. */
  watch(seen: Set<number>): void {
    this.#seen = seen;
  }

  #isOn(id: number): boolean {
    if (++this.evaluations > this.#limit) throw new Error("this mutant runs without end");
    this.#seen.add(id);
    return id === this.#on;
  }
}
