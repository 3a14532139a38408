import type { Clock } from "../../system/clock.ts";
import { type Deadline, withDeadline } from "../../system/deadline.ts";
import { ApiError } from "../api/api-error.ts";
import type { ApiServer } from "../api/api-server.ts";
import { inParallel } from "../api/in-parallel.ts";
import { isTransient } from "../api/retry.ts";
import { deleteObject } from "../objects/delete-object.ts";
import { type OwnObject, objectPath, uidOf } from "./own-object.ts";

export interface Removal {
  /** What is there of what is to go; whatever comes to it later is to go as well. */
  readonly list: (signal: AbortSignal) => Promise<readonly OwnObject[]>;
  /** What is in objects that have just been deleted, and would keep them from going; it is not waited for. */
  readonly contents?: (of: readonly OwnObject[], signal: AbortSignal) => Promise<readonly OwnObject[]>;
  /** For the API server to answer; and as long again, from when it last was away, for all to be gone. */
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/** Why a removal was given up. */
export interface Remaining {
  readonly objects: readonly OwnObject[];
  /** By UID: why the deletion of an object was refused. */
  readonly refusals: ReadonlyMap<string, string>;
  /** Why the API server could not be asked at the end. */
  readonly lost: string | undefined;
}

/** What a removal has come to. */
export interface Removed {
  readonly objects: readonly OwnObject[];
  readonly remaining: Remaining | undefined;
}

const POLL_MS = 250;
const PARALLEL = 16;
/** What was seen so long ago may have gone meanwhile. */
const FRESH_MS = 5_000;

/**
 * Deletes objects and waits until they are gone. What is refused keeps nothing else from being deleted, and an API server that
 * is away is asked again until the time is over. Finalizers are left to their owners.
 */
export async function removeAll(api: ApiServer, removal: Removal, signal: AbortSignal): Promise<Removed> {
  using deadline = withDeadline(signal, 2 * removal.timeoutMs, "it was not gone");
  return await new RemovalInProgress(api, removal, deadline).untilGone(signal);
}

class RemovalInProgress {
  readonly #api: ApiServer;
  readonly #removal: Removal;
  readonly #deadline: Deadline;
  readonly #seen = new Map<string, OwnObject>();
  readonly #asked = new Set<string>();
  readonly #refusals = new Map<string, string>();
  #present: readonly OwnObject[] = [];
  #lost: string | undefined;
  #listedMs = Number.NEGATIVE_INFINITY;

  constructor(api: ApiServer, removal: Removal, deadline: Deadline) {
    this.#api = api;
    this.#removal = removal;
    this.#deadline = deadline;
  }

  async untilGone(signal: AbortSignal): Promise<Removed> {
    const { clock, timeoutMs } = this.#removal;
    const started = clock.now();
    // What was not asked to go yet has the whole time for it when the API server is back.
    let presentSince = started;
    for (;;) {
      const isGone = await this.#lookAndDelete(signal);
      if (isGone) return { objects: [...this.#seen.values()], remaining: undefined };
      const isAway = this.#lost !== undefined;
      const isLate = clock.now() - (isAway ? started : presentSince) >= timeoutMs;
      if (isAway) presentSince = clock.now();
      if (isLate || this.#deadline.exceeded || this.#isHopeless())
        return { objects: [...this.#seen.values()], remaining: this.#remaining() };
      await clock.wait(POLL_MS, this.#deadline.signal).catch(() => signal.throwIfAborted());
    }
  }

  /** Whether all is gone. */
  async #lookAndDelete(signal: AbortSignal): Promise<boolean> {
    try {
      this.#present = await this.#removal.list(this.#deadline.signal);
      this.#listedMs = this.#removal.clock.now();
      for (const object of this.#present) this.#seen.set(uidOf(object), object);
      await this.#deleteNew();
      this.#lost = undefined;
      return this.#present.length === 0;
    } catch (error) {
      signal.throwIfAborted();
      if (this.#deadline.exceeded) this.#lost ??= this.#whyUncertain();
      else if (isTransient(error)) this.#lost = error.message;
      else throw error;
      return false;
    }
  }

  async #deleteNew(): Promise<void> {
    const fresh = this.#present.filter((object) => !this.#asked.has(uidOf(object)));
    if (fresh.length === 0) return;
    await this.#delete(fresh);
    const inside = await this.#removal.contents?.(fresh, this.#deadline.signal);
    await this.#delete(inside ?? []);
  }

  async #delete(objects: readonly OwnObject[]): Promise<void> {
    const remove = async (object: OwnObject): Promise<void> => {
      const { uid } = object.metadata;
      try {
        await deleteObject(this.#api, objectPath(object), uid, this.#deadline.signal);
        this.#refusals.delete(uidOf(object));
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        this.#refusals.set(uidOf(object), error.answer);
        if (isTransient(error)) return;
      }
      this.#asked.add(uidOf(object));
    };
    await inParallel(objects, PARALLEL, remove, this.#deadline.signal);
  }

  /** Why nobody knows what is there now; undefined if all was deleted, and looked at a moment ago. */
  #whyUncertain(): string | undefined {
    const isFresh = this.#removal.clock.now() - this.#listedMs < FRESH_MS;
    const areAsked = this.#present.every((object) => this.#asked.has(uidOf(object)));
    return isFresh && areAsked ? undefined : "it did not answer";
  }

  /** Whether nothing that is left can go any more: each was refused for good. */
  #isHopeless(): boolean {
    const isRefused = (object: OwnObject) =>
      this.#asked.has(uidOf(object)) && this.#refusals.has(uidOf(object));
    return this.#lost === undefined && this.#present.every(isRefused);
  }

  #remaining(): Remaining {
    return { objects: this.#present, refusals: this.#refusals, lost: this.#lost };
  }
}
