import type { Clock } from "../../system/clock.ts";
import { ApiError, TransportError } from "./api-error.ts";
import { isAway } from "./retry.ts";

export interface PresenceSetup {
  readonly clock: Clock;
  /** Is told in a line when the server stays away, and when it is back. */
  readonly say?: ((line: string) => void) | undefined;
}

/**
 * A server that has just come back refuses what it allows: it serves before it has read who may do what (RBAC), and before its
 * admission is ready. Refusals so long after it was away may be of that kind.
 */
const RETURNING_MS = 60_000;

/** An outage that is over sooner is nothing to tell of. */
const WORTH_TELLING_MS = 5_000;

/** Whether a server is there, as far as calls to it show; those who ask it share this. */
export class ServerPresence {
  readonly #clock: Clock;
  readonly #say: (line: string) => void;
  #isKnown = false;
  #lastAwayMs = Number.NEGATIVE_INFINITY;
  #outage: { readonly sinceMs: number; told: boolean } | undefined;

  constructor({ clock, say = () => undefined }: PresenceSetup) {
    this.#clock = clock;
    this.#say = say;
  }

  /** Whether it has answered: one that did and is away will come back; one that never did may be a mistake in the kubeconfig. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  /** Makes a call and learns from what comes of it; a refusal by a server that is only coming back is thrown as a transient one. */
  async during<T>(call: () => Promise<T>): Promise<T> {
    try {
      const answer = await call();
      this.#answered();
      return answer;
    } catch (error) {
      if (!(error instanceof ApiError) && !(error instanceof TransportError)) throw error;
      if (isAway(error)) this.#away(error);
      else if (error instanceof ApiError && this.#isReturning(error)) throw error.whileReturning();
      else if (error instanceof ApiError) this.#answered();
      throw error;
    }
  }

  #answered(): void {
    this.#isKnown = true;
    if (this.#outage?.told === true) {
      const seconds = Math.round((this.#clock.now() - this.#outage.sinceMs) / 1000);
      this.#say(`the API server answers again, after ${seconds} s`);
    }
    this.#outage = undefined;
  }

  #away(error: ApiError | TransportError): void {
    const nowMs = this.#clock.now();
    this.#lastAwayMs = nowMs;
    this.#outage ??= { sinceMs: nowMs, told: false };
    if (!this.#isKnown || this.#outage.told || nowMs - this.#outage.sinceMs < WORTH_TELLING_MS) return;
    this.#outage.told = true;
    this.#say(`the API server is away, and waited for: ${error.message}`);
  }

  #isReturning({ status }: ApiError): boolean {
    const isRefusal = status === 401 || status === 403;
    return isRefusal && this.#isKnown && this.#clock.now() - this.#lastAwayMs < RETURNING_MS;
  }
}
