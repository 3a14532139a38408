/**
 * The nouns, as readonly data. The same words stand in YAML, types, report columns and README:
 *
 * - **policy**: an object of the API that decides who may talk to whom, of whatever kind; **tier**: the policies that are asked
 *   at one time. Tiers are asked in turn, and the first that does not pass decides.
 * - **scenario**: what a file declares: namespaces, pods, steps, expectations.
 * - **step**: changes made to the cluster, then an expected matrix. Steps build on each other.
 * - **pod**: a probe pod, written `namespace/name`; it both dials and listens.
 * - **service**: a Kubernetes Service, a second way to address pods; **endpoint**: a pod and port that it leads to.
 * - **target**: where a flow ends and how that is addressed: a pod or Service, a port and a protocol.
 * - **flow**: a source pod and a target.
 * - **probe**: one attempt of a flow. **round**: every flow of a step probed once.
 * - **outcome**: what one probe saw, one of a closed set of words.
 * - **cell**: one flow in one step. **matrix**: all cells of a step.
 * - **expected**: what the scenario declares; **predicted**: what the policies mean according to our
 *   evaluator; **observed**: what was measured.
 * - **verdict**: the judgement of a cell, a step or a run.
 * - **sentinel**: a pod of our own, one on each node, whose policy shows when enforcement has caught up.
 */
export * from "./addresses.ts";
export * from "./change.ts";
export * from "./cluster-state.ts";
export * from "./decision.ts";
export * from "./expectation.ts";
export * from "./explanation.ts";
export * from "./flow.ts";
export * from "./label-selector.ts";
export * from "./network-policy.ts";
export * from "./outcome.ts";
export * from "./placeholder.ts";
export * from "./plan.ts";
export * from "./pod.ts";
export * from "./policy-object.ts";
export * from "./policy-rules.ts";
export * from "./prediction.ts";
export * from "./record.ts";
export * from "./requirement.ts";
export * from "./scenario.ts";
export * from "./sentinel.ts";
export * from "./service.ts";
export * from "./target.ts";
export * from "./verdict.ts";
export * from "./zip.ts";
