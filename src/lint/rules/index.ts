/** Every rule, in the order in which lists show them. */
import type { LintRule } from "../lint-rule.ts";
import { cidrHostBits } from "./addresses/cidr-host-bits.ts";
import { clusterIpBlock } from "./addresses/cluster-ip-block.ts";
import { ipv4OnlyAny } from "./addresses/ipv4-only-any.ts";
import { redundantExcept } from "./addresses/redundant-except.ts";
import { noDefaultDenyEgress, noDefaultDenyIngress } from "./isolation/default-deny.ts";
import { emptyEgressIgnored } from "./isolation/empty-egress-ignored.ts";
import { emptyMeansAny } from "./isolation/empty-means-any.ts";
import { ignoredRules } from "./isolation/ignored-rules.ts";
import { impliedIngress } from "./isolation/implied-ingress.ts";
import { dnsUdpOnly, missingDns } from "./isolation/missing-dns.ts";
import { noEgressRules } from "./isolation/no-egress-rules.ts";
import { splitRule } from "./isolation/split-rule.ts";
import { coveredPort } from "./ports/covered-port.ts";
import { metricsPort } from "./ports/metrics-port.ts";
import { missingProtocol } from "./ports/missing-protocol.ts";
import { onePortRange } from "./ports/one-port-range.ts";
import { servicePort } from "./ports/service-port.ts";
import { unknownPortName } from "./ports/unknown-port-name.ts";
import { unservedPort } from "./ports/unserved-port.ts";
import { besideAllowAll } from "./redundancy/beside-allow-all.ts";
import { duplicatePolicy } from "./redundancy/duplicate-policy.ts";
import { duplicateRule } from "./redundancy/duplicate-rule.ts";
import { redundantPolicy } from "./redundancy/redundant-policy.ts";
import { sameNameTwice } from "./redundancy/same-name-twice.ts";
import { shadowedRule } from "./redundancy/shadowed-rule.ts";
import { hostNetwork } from "./selectors/host-network.ts";
import { inValueOfNobody } from "./selectors/in-value-of-nobody.ts";
import { labelTypo } from "./selectors/label-typo.ts";
import { noNamespace } from "./selectors/no-namespace.ts";
import { noPodSelector } from "./selectors/no-pod-selector.ts";
import { peerNoNamespace } from "./selectors/peer-no-namespace.ts";
import { peerNoPod } from "./selectors/peer-no-pod.ts";
import { peersOr } from "./selectors/peers-or.ts";
import { selectsNothing } from "./selectors/selects-nothing.ts";

export const RULES: readonly LintRule[] = [
  selectsNothing,
  labelTypo,
  peerNoPod,
  peerNoNamespace,
  inValueOfNobody,
  hostNetwork,
  peersOr,
  splitRule,
  emptyMeansAny,
  ignoredRules,
  impliedIngress,
  emptyEgressIgnored,
  noEgressRules,
  missingDns,
  dnsUdpOnly,
  noPodSelector,
  besideAllowAll,
  duplicateRule,
  shadowedRule,
  duplicatePolicy,
  redundantPolicy,
  sameNameTwice,
  unknownPortName,
  missingProtocol,
  servicePort,
  unservedPort,
  metricsPort,
  coveredPort,
  onePortRange,
  cidrHostBits,
  redundantExcept,
  ipv4OnlyAny,
  clusterIpBlock,
  noDefaultDenyIngress,
  noDefaultDenyEgress,
  noNamespace,
];
