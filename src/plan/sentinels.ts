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

interface GuardedStep {
  readonly step: PlannedStep;
  readonly sentinels: readonly SettledExpectation[];
}

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
    return this.#guarded(plan, (control) => [this.#watched({ ...control, changes: restoring })]);
  }

  #guarded(plan: Plan, guardControl: (control: PlannedStep) => readonly GuardedStep[]): Plan {
    const guarded = plan.steps.flatMap((step, index) => {
      const { cells = [], ...others } = plan.expected[index] ?? {};
      const steps = step.kind === "control" ? guardControl(step) : [this.#watched(step)];
      return steps.map((each) => ({
        step: each.step,
        expected: { ...others, cells: each.step.kind === "canary" ? [] : cells, sentinels: each.sentinels },
      }));
    });
    return {
      ...plan,
      steps: guarded.map(({ step }) => step),
      expected: guarded.map(({ expected }) => expected),
    };
  }

  #canary(): GuardedStep {
    const base = { name: "canary", kind: "canary", refused: [], waitMs: 0, flows: [] } as const;
    const step: PlannedStep = { ...base, changes: [this.#flip()], sentinels: this.#flows };
    return { step, sentinels: this.#expected() };
  }

  #watched(step: PlannedStep): GuardedStep {
    if (this.#open === undefined)
      return { step: { ...step, sentinels: this.#flows }, sentinels: this.#expected() };
    if (step.changes.length === 0) return { step, sentinels: [] };
    const changes = [...step.changes, this.#flip()];
    const sentinels = this.#flows.filter(({ port }) => port === this.#open);
    return { step: { ...step, changes, sentinels }, sentinels: sentinels.map(() => "allow") };
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
