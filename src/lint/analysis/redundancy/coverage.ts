import {
  NAMESPACE_NAME_LABEL,
  type PolicyPeer,
  type PolicyPort,
  requirementsOf,
  type SelectorRequirement,
} from "../../../model/index.ts";
import { type DirectedRule, isAny } from "../directed-rule.ts";
import { isBlockWithin } from "../ip-range.ts";
import { implies, isWithin } from "../requirements.ts";

/** Whether all traffic that one rule allows is allowed by another of the same policy, whatever pods there are. */
export function isCovered(narrow: DirectedRule, wide: DirectedRule): boolean {
  const { namespace } = narrow.policy;
  return (
    eachWithin(narrow.peers, wide.peers, (one, other) => isPeerWithin(one, other, namespace)) &&
    eachWithin(narrow.ports, wide.ports, isPortWithin)
  );
}

function eachWithin<T>(
  narrow: readonly T[] | undefined,
  wide: readonly T[] | undefined,
  isWithin: (one: T, other: T) => boolean,
): boolean {
  if (isAny(wide)) return true;
  return !isAny(narrow) && narrow.every((one) => wide.some((other) => isWithin(one, other)));
}

/** Whether every source or destination that one peer means is meant by another. */
function isPeerWithin(narrow: PolicyPeer, wide: PolicyPeer, namespace: string | undefined): boolean {
  // A peer without any field means nobody.
  if (Object.keys(narrow).length === 0) return true;
  if (Object.keys(wide).length === 0) return false;
  if (narrow.ipBlock !== undefined || wide.ipBlock !== undefined)
    return (
      narrow.ipBlock !== undefined &&
      wide.ipBlock !== undefined &&
      isBlockWithin(narrow.ipBlock, wide.ipBlock)
    );
  if (!isWithin(narrow.podSelector, wide.podSelector)) return false;
  if (narrow.namespaceSelector === undefined && wide.namespaceSelector === undefined) return true;
  const [inner, outer] = [namespacesOf(narrow, namespace), namespacesOf(wide, namespace)];
  return outer !== undefined && implies(inner ?? [], outer);
}

/** What a peer requires of namespaces; nothing is known of its own if that has no name. */
function namespacesOf(
  { namespaceSelector }: PolicyPeer,
  namespace: string | undefined,
): readonly SelectorRequirement[] | undefined {
  if (namespaceSelector !== undefined) return requirementsOf(namespaceSelector);
  return namespace === undefined
    ? undefined
    : [{ key: NAMESPACE_NAME_LABEL, operator: "In", values: [namespace] }];
}

/** Whether every port that one item means is meant by another. */
export function isPortWithin(narrow: PolicyPort, wide: PolicyPort): boolean {
  if ((narrow.protocol ?? "TCP") !== (wide.protocol ?? "TCP")) return false;
  if (wide.port === undefined) return true;
  if (typeof narrow.port !== "number" || typeof wide.port !== "number") return narrow.port === wide.port;
  return wide.port <= narrow.port && (narrow.endPort ?? narrow.port) <= (wide.endPort ?? wide.port);
}
