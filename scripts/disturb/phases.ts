import { type Process, survivorsOf } from "./processes.ts";
import type { Phase } from "./trial.ts";
import { agentsOf, findVictims } from "./victims.ts";

/** What can be seen of a run from outside. */
export interface View {
  readonly pid: number;
  readonly stderr: () => string;
  /** The agents that were there when the last step had begun; none before that. */
  lastAgents: readonly Process[];
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

/** The processes of the whole machine are looked at once only: closing takes a few hundredths of a second. */
function hasLostAgents(view: View): boolean {
  if (view.lastAgents.length === 0) view.lastAgents = agentsOf(view.pid);
  return survivorsOf(view.lastAgents).length < view.lastAgents.length;
}
