import {
  type Change,
  type Flow,
  type Plan,
  type PlannedStep,
  type Pod,
  SENTINEL_PORTS,
  type SettledExpectation,
  sentinelPolicy,
} from "../model/index.ts";

const [FIRST, SECOND] = SENTINEL_PORTS;

/**
 * The sentinels of a session, over all plans that are carried out in it. Every step that changes something also changes
 * which of their ports is open, after its own changes: once a node's sentinel answers there, that node has caught up. The
 * canary shows besides that the other port is closed, for which a round has to wait as long as for any denial.
 */
export class Sentinels {
  readonly #namespace: string;
  readonly #flows: readonly Flow[];
  /** Undefined while no policy selects them. */
  #open: number | undefined;

  /** @param pods - at least two in `namespace`, one on each node that hosts pods. */
  constructor(pods: readonly Pod[], namespace: string) {
    this.#namespace = namespace;
    this.#flows = ring(pods);
  }

  /** Guards the first plan of a session. A canary step after the control shows that policies are enforced at all. */
  first(plan: Plan): Plan {
    return this.#guarded(plan, (control) => [this.#watched(control), this.#canary()]);
  }

  /** Guards a plan that follows another; `restoring` are the changes that bring back its world. */
  following(plan: Plan, restoring: readonly Change[]): Plan {
    return this.#guarded(plan, ({ task, expected }) => [
      this.#watched({ task: { ...task, changes: restoring }, expected }),
    ]);
  }

  #guarded(plan: Plan, guardControl: (control: PlannedStep) => readonly PlannedStep[]): Plan {
    const steps = plan.steps.flatMap((step) =>
      step.task.kind === "control" ? guardControl(step) : [this.#watched(step)],
    );
    return { ...plan, steps };
  }

  #canary(): PlannedStep {
    const base = { name: "canary", kind: "canary", refused: [], waitMs: 0, flows: [] } as const;
    return {
      task: { ...base, changes: [this.#flip()], sentinels: this.#flows },
      expected: { cells: [], sentinels: this.#expected() },
    };
  }

  /** A step that changes nothing watches the open ports too: their answer shows that its silences are not a dead link's. */
  #watched({ task, expected }: PlannedStep): PlannedStep {
    if (this.#open === undefined)
      return {
        task: { ...task, sentinels: this.#flows },
        expected: { ...expected, sentinels: this.#expected() },
      };
    const changes = task.changes.length === 0 ? [] : [...task.changes, this.#flip()];
    const sentinels = this.#flows.filter(({ port }) => port === this.#open);
    return {
      task: { ...task, changes, sentinels },
      expected: { ...expected, sentinels: sentinels.map(() => "allow") },
    };
  }

  #flip(): Change {
    this.#open = this.#open === FIRST.port ? SECOND.port : FIRST.port;
    return { action: "apply", object: sentinelPolicy(this.#namespace, this.#open) };
  }

  #expected(): readonly SettledExpectation[] {
    return this.#flows.map(({ port }) =>
      this.#open === undefined || port === this.#open ? "allow" : "deny",
    );
  }
}

/** Each sentinel is dialed by the one before it, on every port. */
function ring(sentinels: readonly Pod[]): readonly Flow[] {
  return sentinels.flatMap((target, index) => {
    const source = sentinels.at(index - 1) ?? target;
    return SENTINEL_PORTS.map((port) => ({ source: source.ref, target: target.ref, ...port }));
  });
}
