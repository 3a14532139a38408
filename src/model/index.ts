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
 * - **world**: namespaces, pods and Services before the first step; **state**: the same at one moment, with policies.
 * - **plan**: all that a run will do, measure and expect; **task**: the part of a step that does not say what is expected.
 * - **record**: what was measured. **report**: what follows from it, ready for every format.
 * - **control**: the step before any policy, in which every flow is to get through; **canary**: the step that shows that
 *   this cluster enforces policies at all.
 * - **session**: a cluster in which a world has been made; **suite**: several scenarios, run in as few sessions as possible.
 * - **sentinel**: a pod of our own, one on each node, whose policy shows when enforcement has caught up.
 */

export * from "./few-names.ts";
export * from "./flow/count-flows.ts";
export * from "./flow/expectation.ts";
export * from "./flow/flow.ts";
export * from "./flow/outcome.ts";
export * from "./flow/prediction.ts";
export * from "./flow/target.ts";
export * from "./policy/decision.ts";
export * from "./policy/explanation.ts";
export * from "./policy/network-policy.ts";
export * from "./policy/policy-object.ts";
export * from "./policy/policy-rules.ts";
export * from "./policy/remedy.ts";
export * from "./run/known-deviation.ts";
export * from "./run/plan.ts";
export * from "./run/record.ts";
export * from "./run/scenario.ts";
export * from "./run/size.ts";
export * from "./run/verdict.ts";
export * from "./word-list.ts";
export * from "./world/addresses.ts";
export * from "./world/change.ts";
export * from "./world/cluster-state.ts";
export * from "./world/dns.ts";
export * from "./world/known-dns.ts";
export * from "./world/label-selector.ts";
export * from "./world/placeholder.ts";
export * from "./world/pod.ts";
export * from "./world/requirement.ts";
export * from "./world/sentinel.ts";
export * from "./world/service.ts";
export * from "./zip.ts";
