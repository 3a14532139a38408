import type { Clock } from "../../system/clock.ts";
import { within } from "../../system/deadline.ts";
import { orAborted } from "../../system/or-aborted.ts";
import { isApiError } from "../api/api-error.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { LeaseObject } from "../api/api-types.ts";
import { mergePatch } from "../api/merge-patch.ts";
import { orAbsent } from "../api/or-absent.ts";
import { collectionPath } from "../api/paths.ts";
import { LEASE_NAME } from "../api/run-kinds.ts";
import { createObject } from "../objects/create-object.ts";
import { LEASE_SECONDS, leaseObject, RELEASE, renewal } from "./lease-object.ts";

export interface LeaseSetup {
  readonly api: ApiServer;
  /** The session's id. */
  readonly run: string;
  /** Where the Lease is to be. */
  readonly namespace: string;
  readonly clock: Clock;
  /** Is told when the session cannot say that it is alive. */
  readonly progress: (line: string) => void;
}

const RENEW_MS = (LEASE_SECONDS * 1000) / 4;

/** A run does not wait longer than this for its Lease, nor for letting go of it. */
const PATIENCE_MS = 5_000;

/**
 * Keeps a session's Lease while the session lives, so that `netverdict gc` leaves it alone. It never fails: that a session cannot
 * say that it lives is told, and is no reason to end it.
 */
export class RunLease {
  readonly #setup: LeaseSetup;
  readonly #ended = new AbortController();
  #keeping: Promise<void> = Promise.resolve();
  #failing = false;

  constructor(setup: LeaseSetup) {
    this.#setup = setup;
  }

  /** Resolves when the Lease is there, or it cannot be had for now; it is tried for again then. */
  async begin(): Promise<void> {
    const created = this.#attempt(() => this.#create());
    this.#keeping = created.then(() => this.#keep());
    await this.#patiently(created);
  }

  /** Nothing is renewed from now on. */
  async stop(): Promise<void> {
    this.#ended.abort();
    await this.#patiently(this.#keeping);
  }

  /** Says that the session has ended, although objects of it are still there. */
  async release(): Promise<void> {
    await this.stop();
    const { signal } = new AbortController();
    const release = async (limit: AbortSignal) => {
      // Its namespace may have gone before others of the run.
      await orAbsent(this.#patch(RELEASE, limit));
    };
    const failure = "its Lease could not be given back";
    await this.#attempt(() => within(PATIENCE_MS, failure, signal, release, this.#setup.clock));
  }

  async #keep(): Promise<void> {
    const { clock } = this.#setup;
    while (!this.#ended.signal.aborted) {
      await clock.wait(RENEW_MS, this.#ended.signal).catch(() => undefined);
      if (!this.#ended.signal.aborted) await this.#attempt(() => this.#renew());
    }
  }

  async #create(): Promise<void> {
    const { api, namespace, run } = this.#setup;
    await createObject(api, leaseObject(namespace, run, api.serverTime()));
  }

  async #renew(): Promise<void> {
    const { signal } = this.#ended;
    try {
      await orAborted(this.#patch(renewal(this.#setup.api.serverTime()), signal), signal);
    } catch (error) {
      if (!isApiError(error, 404)) throw error;
      await this.#create();
    }
  }

  async #patch(body: Pick<LeaseObject, "spec">, signal: AbortSignal): Promise<void> {
    const { api, namespace, run } = this.#setup;
    const path = `${collectionPath(leaseObject(namespace, run, 0))}/${LEASE_NAME}`;
    await api.text(mergePatch(path, body), signal);
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.#failing = false;
    } catch (error) {
      if (isAborted(error, this.#ended.signal) || this.#failing) return;
      this.#failing = true;
      const why = error instanceof Error ? error.message : String(error);
      this.#setup.progress(`'netverdict gc' may be wrong about whether this run is alive: ${why}`);
    }
  }

  /** Waits for what never fails, and not for long: it ends by itself. */
  async #patiently(work: Promise<void>): Promise<void> {
    const { signal } = new AbortController();
    await within(PATIENCE_MS, "", signal, () => work, this.#setup.clock).catch(() => undefined);
  }
}

function isAborted(error: unknown, { aborted, reason }: AbortSignal): boolean {
  return aborted && error === reason;
}
