import { afterChange, type Change, type ClusterState, whyImpossible } from "../model/index.ts";
import { ClusterError } from "./port.ts";

/**
 * The state after changes that an API server would accept, in order.
 *
 * @throws ClusterError for a change of something that does not exist.
 */
export function acceptChanges(state: ClusterState, changes: readonly Change[]): ClusterState {
  return changes.reduce((before, change) => {
    const objection = whyImpossible(before, change);
    if (objection !== undefined) throw new ClusterError(objection);
    return afterChange(before, change);
  }, state);
}
