import type {
  LabelSelector,
  NetworkPolicy,
  NetworkPolicySpec,
  PolicyPeer,
  PolicyPort,
} from "../../../../src/model/index.ts";

/** The policy with all left out that may be left out: empty lists, empty selectors of pods, the default protocol. */
export function sparse({ spec, ...others }: NetworkPolicy): NetworkPolicy {
  const { podSelector = {}, policyTypes, ingress, egress } = spec;
  const trimmed: NetworkPolicySpec = {
    ...(Object.keys(sparseSelector(podSelector)).length > 0
      ? { podSelector: sparseSelector(podSelector) }
      : {}),
    ...kept("policyTypes", policyTypes),
    ...kept(
      "ingress",
      ingress?.map(({ from, ports }) => ({
        ...kept("from", from?.map(sparsePeer)),
        ...kept("ports", ports?.map(sparsePort)),
      })),
    ),
    ...kept(
      "egress",
      egress?.map(({ to, ports }) => ({
        ...kept("to", to?.map(sparsePeer)),
        ...kept("ports", ports?.map(sparsePort)),
      })),
    ),
  };
  return { ...others, spec: trimmed };
}

/** The policy with all written out that may be left out. */
export function dense({ spec, ...others }: NetworkPolicy): NetworkPolicy {
  const { podSelector = {}, policyTypes = [], ingress = [], egress = [] } = spec;
  return {
    ...others,
    spec: {
      podSelector: denseSelector(podSelector),
      policyTypes,
      ingress: ingress.map(({ from = [], ports = [] }) => ({
        from: from.map(densePeer),
        ports: ports.map(densePort),
      })),
      egress: egress.map(({ to = [], ports = [] }) => ({
        to: to.map(densePeer),
        ports: ports.map(densePort),
      })),
    },
  };
}

type Kept<Key extends string, Item> = { readonly [K in Key]?: readonly Item[] };

function kept<Key extends string, Item>(key: Key, list: readonly Item[] = []): Kept<Key, Item> | object {
  return list.length === 0 ? {} : { [key]: list };
}

function sparseSelector({ matchLabels = {}, matchExpressions = [] }: LabelSelector): LabelSelector {
  return {
    ...(Object.keys(matchLabels).length > 0 ? { matchLabels } : {}),
    ...(matchExpressions.length > 0 ? { matchExpressions } : {}),
  };
}

function denseSelector({ matchLabels = {}, matchExpressions = [] }: LabelSelector): LabelSelector {
  return {
    matchLabels,
    matchExpressions: matchExpressions.map(({ values = [], ...others }) => ({ ...others, values })),
  };
}

function sparsePeer(peer: PolicyPeer): PolicyPeer {
  const { ipBlock } = peer;
  if (ipBlock === undefined) return withSelectors(peer, sparseSelector);
  const { cidr, except = [] } = ipBlock;
  return { ipBlock: except.length === 0 ? { cidr } : { cidr, except } };
}

function densePeer(peer: PolicyPeer): PolicyPeer {
  const { ipBlock } = peer;
  return ipBlock === undefined ? withSelectors(peer, denseSelector) : { ipBlock: { except: [], ...ipBlock } };
}

/** An absent selector of a peer is not an empty one. */
function withSelectors(
  { podSelector, namespaceSelector }: PolicyPeer,
  change: (selector: LabelSelector) => LabelSelector,
): PolicyPeer {
  return {
    ...(podSelector === undefined ? {} : { podSelector: change(podSelector) }),
    ...(namespaceSelector === undefined ? {} : { namespaceSelector: change(namespaceSelector) }),
  };
}

function sparsePort({ protocol, ...others }: PolicyPort): PolicyPort {
  return protocol === undefined || protocol === "TCP" ? others : { ...others, protocol };
}

function densePort(port: PolicyPort): PolicyPort {
  const end = typeof port.port === "number" ? { endPort: port.port } : {};
  return { protocol: "TCP", ...end, ...port };
}
