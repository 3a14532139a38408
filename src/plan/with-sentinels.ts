import {
  type Change,
  type ExpectedStep,
  type Flow,
  type Plan,
  type PlannedStep,
  type Pod,
  SENTINEL_PORTS,
  sentinelPolicy,
} from "../model/index.ts";

const [FIRST, SECOND] = SENTINEL_PORTS;

/**
 * Adds the sentinels to a plan. A canary step after the control shows that their policy is enforced at all; then every
 * step that changes something also changes which of their ports is open, after its own changes: once a node's sentinel
 * shows it, that node has caught up with the step.
 *
 * @param sentinels - at least two pods in `namespace`, one on each node that hosts pods.
 */
export function withSentinels(plan: Plan, sentinels: readonly Pod[], namespace: string): Plan {
  const flows = ring(sentinels);
  const armed = new Armed(namespace, flows);
  const steps: PlannedStep[] = [];
  const expected: ExpectedStep[] = [];
  plan.steps.forEach((step, index) => {
    const cells = plan.expected[index]?.cells ?? [];
    if (step.kind === "control") {
      steps.push({ ...step, sentinels: flows }, armed.canaryStep());
      expected.push(
        { cells, sentinels: flows.map(() => "allow") },
        { cells: [], sentinels: armed.expected() },
      );
    } else {
      steps.push(armed.step(step));
      expected.push({ cells, sentinels: step.changes.length > 0 ? armed.expected() : [] });
    }
  });
  return { ...plan, steps, expected };
}

/** Each sentinel is dialed by the one before it, on every port. */
function ring(sentinels: readonly Pod[]): readonly Flow[] {
  return sentinels.flatMap((target, index) => {
    const source = sentinels.at(index - 1) ?? target;
    return SENTINEL_PORTS.map((port) => ({ source: source.ref, target: target.ref, ...port }));
  });
}

/** Which sentinel port is open, as the steps go by. */
class Armed {
  readonly #namespace: string;
  readonly #flows: readonly Flow[];
  #open: number = SECOND.port;

  constructor(namespace: string, flows: readonly Flow[]) {
    this.#namespace = namespace;
    this.#flows = flows;
  }

  canaryStep(): PlannedStep {
    return { name: "canary", kind: "canary", changes: [this.#flip()], flows: [], sentinels: this.#flows };
  }

  step(step: PlannedStep): PlannedStep {
    if (step.changes.length === 0) return step;
    return { ...step, changes: [...step.changes, this.#flip()], sentinels: this.#flows };
  }

  expected(): ExpectedStep["sentinels"] {
    return this.#flows.map(({ port }) => (port === this.#open ? "allow" : "deny"));
  }

  #flip(): Change {
    this.#open = this.#open === FIRST.port ? SECOND.port : FIRST.port;
    return { action: "apply", policy: sentinelPolicy(this.#namespace, this.#open) };
  }
}
