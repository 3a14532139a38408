import { type NetworkPolicy, type Pod, selects } from "../../../model/index.ts";

/**
 * NetworkPolicySpec.podSelector: "An empty selector matches all pods in the policy's namespace." "This field is
 * optional. If it is not specified, it defaults to an empty selector."
 */
export function isSelected({ metadata, spec }: NetworkPolicy, pod: Pod): boolean {
  return metadata.namespace === pod.namespace && selects(spec.podSelector ?? {}, pod.labels);
}
