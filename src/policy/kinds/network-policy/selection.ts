import { type NetworkPolicy, type Pod, selects } from "../../../model/index.ts";
import type { PodDirectory } from "../../engine/pod-directory.ts";

/**
 * NetworkPolicySpec.podSelector: "An empty selector matches all pods in the policy's namespace." "This field is
 * optional. If it is not specified, it defaults to an empty selector."
 */
export function podsSelectedBy({ metadata, spec }: NetworkPolicy, pods: PodDirectory): readonly Pod[] {
  const { podSelector = {} } = spec;
  return pods.inNamespace(metadata.namespace).filter(({ labels }) => selects(podSelector, labels));
}
