/** A kind of policies that clusters may serve. */
export interface PolicyKindEntry {
  readonly kind: string;
  readonly group: string;
  /** In the plural, as in paths of the API. */
  readonly resource: string;
  /** `cluster`: an object may select pods of every namespace. `staged`: nothing of it is enforced. */
  readonly trait?: "cluster" | "staged";
}

const SIG_NETWORK = "policy.networking.k8s.io";
const CALICO = ["projectcalico.org", "crd.projectcalico.org"];

/** All that is looked for; one more is a line. NetworkPolicy itself is measured, and not here. */
export const POLICY_KINDS: readonly PolicyKindEntry[] = [
  { kind: "AdminNetworkPolicy", group: SIG_NETWORK, resource: "adminnetworkpolicies", trait: "cluster" },
  {
    kind: "BaselineAdminNetworkPolicy",
    group: SIG_NETWORK,
    resource: "baselineadminnetworkpolicies",
    trait: "cluster",
  },
  { kind: "ClusterNetworkPolicy", group: SIG_NETWORK, resource: "clusternetworkpolicies", trait: "cluster" },
  ...CALICO.flatMap((group): readonly PolicyKindEntry[] => [
    { kind: "GlobalNetworkPolicy", group, resource: "globalnetworkpolicies", trait: "cluster" },
    { kind: "NetworkPolicy", group, resource: "networkpolicies" },
    { kind: "StagedGlobalNetworkPolicy", group, resource: "stagedglobalnetworkpolicies", trait: "staged" },
    { kind: "StagedNetworkPolicy", group, resource: "stagednetworkpolicies", trait: "staged" },
    {
      kind: "StagedKubernetesNetworkPolicy",
      group,
      resource: "stagedkubernetesnetworkpolicies",
      trait: "staged",
    },
  ]),
  { kind: "CiliumNetworkPolicy", group: "cilium.io", resource: "ciliumnetworkpolicies" },
  {
    kind: "CiliumClusterwideNetworkPolicy",
    group: "cilium.io",
    resource: "ciliumclusterwidenetworkpolicies",
    trait: "cluster",
  },
  { kind: "NetworkPolicy", group: "crd.antrea.io", resource: "networkpolicies" },
  {
    kind: "ClusterNetworkPolicy",
    group: "crd.antrea.io",
    resource: "clusternetworkpolicies",
    trait: "cluster",
  },
  {
    kind: "ClusterNetworkPolicy",
    group: "networking.k8s.aws",
    resource: "clusternetworkpolicies",
    trait: "cluster",
  },
  { kind: "ApplicationNetworkPolicy", group: "networking.k8s.aws", resource: "applicationnetworkpolicies" },
  { kind: "EgressFirewall", group: "k8s.ovn.org", resource: "egressfirewalls" },
];
