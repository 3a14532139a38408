import { isNetworkPolicy, type PolicyObject } from "../../model/index.ts";

/** The keys of labels by which a NetworkPolicy selects namespaces. */
export function selectedNamespaceLabels(policy: PolicyObject): readonly string[] {
  if (!isNetworkPolicy(policy)) return [];
  const { ingress = [], egress = [] } = policy.spec;
  const peers = [...ingress.flatMap(({ from = [] }) => from), ...egress.flatMap(({ to = [] }) => to)];
  const keys = peers.flatMap(({ namespaceSelector: { matchLabels = {}, matchExpressions = [] } = {} }) => [
    ...Object.keys(matchLabels),
    ...matchExpressions.map(({ key }) => key),
  ]);
  return [...new Set(keys)];
}
