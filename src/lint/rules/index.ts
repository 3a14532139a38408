/** Every rule, in the order in which lists show them. */
import type { LintRule } from "../lint-rule.ts";
import { besideAllowAll } from "./beside-allow-all.ts";
import { cidrHostBits } from "./cidr-host-bits.ts";
import { clusterIpBlock } from "./cluster-ip-block.ts";
import { coveredPort } from "./covered-port.ts";
import { noDefaultDenyEgress, noDefaultDenyIngress } from "./default-deny.ts";
import { duplicatePolicy } from "./duplicate-policy.ts";
import { duplicateRule } from "./duplicate-rule.ts";
import { emptyEgressIgnored } from "./empty-egress-ignored.ts";
import { emptyMeansAny } from "./empty-means-any.ts";
import { ignoredRules } from "./ignored-rules.ts";
import { impliedIngress } from "./implied-ingress.ts";
import { ipv4OnlyAny } from "./ipv4-only-any.ts";
import { labelTypo } from "./label-typo.ts";
import { dnsUdpOnly, missingDns } from "./missing-dns.ts";
import { missingProtocol } from "./missing-protocol.ts";
import { noEgressRules } from "./no-egress-rules.ts";
import { noNamespace } from "./no-namespace.ts";
import { noPodSelector } from "./no-pod-selector.ts";
import { onePortRange } from "./one-port-range.ts";
import { peerNoNamespace } from "./peer-no-namespace.ts";
import { peerNoPod } from "./peer-no-pod.ts";
import { peersOr } from "./peers-or.ts";
import { redundantExcept } from "./redundant-except.ts";
import { sameNameTwice } from "./same-name-twice.ts";
import { selectsNothing } from "./selects-nothing.ts";
import { servicePort } from "./service-port.ts";
import { shadowedRule } from "./shadowed-rule.ts";
import { unknownPortName } from "./unknown-port-name.ts";
import { unservedPort } from "./unserved-port.ts";

export const RULES: readonly LintRule[] = [
  selectsNothing,
  labelTypo,
  peerNoPod,
  peerNoNamespace,
  peersOr,
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
  sameNameTwice,
  unknownPortName,
  missingProtocol,
  servicePort,
  unservedPort,
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
