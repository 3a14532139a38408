import type { Phase } from "./trial.ts";
import { agentsOf, findVictims } from "./victims.ts";

/** What can be seen of a run from outside. */
export interface View {
  readonly pid: number;
  readonly stderr: () => string;
  /** The most agents that there have been. */
  mostAgents: number;
}

/**
 * Whether a run has come to a phase: by what it says, and by the processes that there are. A step is reached when it or a
 * later one begins.
 *
 * @param steps - how many the scenario declares.
 */
export function hasReached(phase: Phase, step: number, steps: number, view: View): boolean {
  switch (phase) {
    case "box":
      return findVictims("unshare", view.pid).length > 0;
    case "agents":
      return agentsOf(view.pid).length > 0;
    case "control":
      return /^control: /m.test(view.stderr());
    case "canary":
      return /^canary: /m.test(view.stderr());
    case "step":
      return stepsBegun(view) >= Math.min(step, steps);
    case "closing":
      return stepsBegun(view) >= steps && hasLostAgents(view);
  }
}

function stepsBegun({ stderr }: View): number {
  return [...stderr().matchAll(/^step \d+\/\d+ /gm)].length;
}

function hasLostAgents(view: View): boolean {
  const now = agentsOf(view.pid).length;
  view.mostAgents = Math.max(view.mostAgents, now);
  return now < view.mostAgents;
}
