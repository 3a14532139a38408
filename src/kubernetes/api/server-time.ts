import type { Clock } from "../../system/clock.ts";

/** The API server's clock, as far as the `Date` of its answers tells: whole seconds. Other machines' clocks differ. */
export class ServerTime {
  readonly #clock: Clock;
  #heard: { readonly dateMs: number; readonly atMs: number } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes the `Date` header of an answer that has just come (RFC 9110, section 6.6.1). */
  heard(date: string | undefined): void {
    const dateMs = Date.parse(date ?? "");
    if (!Number.isNaN(dateMs)) this.#heard = { dateMs, atMs: this.#clock.now() };
  }

  /** In ms since 1970; this machine's time until the server has said its own. */
  now(): number {
    if (this.#heard === undefined) return Date.now();
    return this.#heard.dateMs + this.#clock.now() - this.#heard.atMs;
  }
}
