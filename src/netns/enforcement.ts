import { type Clock, systemClock } from "../system/clock.ts";
import type { Box } from "./box/box.ts";
import type { Past, Turns } from "./faults/fault.ts";
import { enforceWith, type PlantedFault } from "./faults/planted.ts";
import { type Enforce, enforceFaithfully } from "./rules/enforce.ts";
import { rulesScript } from "./rules/rules-script.ts";
import type { LocalPod } from "./topology/layout.ts";

/** What the nodes of a session enforce, from change to change; with a fault that turns, also between changes. */
export class Enforcement {
  readonly #box: Pick<Box, "run" | "ended">;
  readonly #planted: PlantedFault | undefined;
  readonly #concerned: (pod: LocalPod) => boolean;
  readonly #clock: Clock;
  readonly #past: Past[] = [];
  #generation = 0;
  #faulty: Enforce = enforceFaithfully;
  #stop = new AbortController();
  #turning: Promise<void> = Promise.resolve();

  /** @param concerned - whether a planted fault concerns a pod. */
  constructor(
    box: Pick<Box, "run" | "ended">,
    planted: PlantedFault | undefined,
    concerned: (pod: LocalPod) => boolean,
    clock: Clock = systemClock,
  ) {
    this.#box = box;
    this.#planted = planted;
    this.#concerned = concerned;
    this.#clock = clock;
  }

  /** The script that makes all nodes enforce what follows from a state. It must be handed to the box at once. */
  scriptFor(present: Past): string {
    this.#faulty = this.#faultyAfter([...this.#past]);
    const isRightFirst = this.#planted?.fault.turns?.first === "right";
    this.#past.push(present);
    return this.#script(present, isRightFirst ? enforceFaithfully : this.#faulty);
  }

  /** Begins what the fault does by itself; call it when the script has run. */
  begin(): void {
    const turns = this.#planted?.fault.turns;
    const present = this.#past.at(-1);
    if (turns === undefined || present === undefined) return;
    this.#stop = new AbortController();
    this.#turning = this.#turn(present, turns);
    // Whoever halts gets the error; it must not end the process before.
    this.#turning.catch(() => undefined);
  }

  /**
   * Resolves when nothing more changes by itself.
   *
   * @throws ClusterError if the box failed while something did.
   */
  async halt(): Promise<void> {
    this.#stop.abort();
    await this.#turning;
  }

  async #turn(present: Past, { afterMs, again, first }: Turns): Promise<void> {
    const { signal } = this.#stop;
    const faulty = this.#faulty;
    for (
      let enforce = first === "right" ? faulty : enforceFaithfully;
      await this.#waited(afterMs, signal);
    ) {
      // Aborting a script would end the box.
      await this.#box.run(this.#script(present, enforce), {
        purpose: "the rules of the nodes",
        signal: new AbortController().signal,
      });
      if (again === undefined) return;
      enforce = enforce === faulty ? enforceFaithfully : faulty;
    }
  }

  async #waited(ms: number, signal: AbortSignal): Promise<boolean> {
    try {
      await this.#clock.wait(ms, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    return !signal.aborted && this.#box.ended === undefined;
  }

  #script({ everywhere, nodes, state }: Past, enforce: Enforce): string {
    this.#generation++;
    return rulesScript({ nodes, pods: everywhere }, state, this.#generation, enforce);
  }

  #faultyAfter(past: readonly Past[]): Enforce {
    if (this.#planted === undefined) return enforceFaithfully;
    return enforceWith(this.#planted, past, this.#concerned);
  }
}
