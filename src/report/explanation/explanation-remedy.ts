import type {
  ConnectionExplanation,
  DirectionExplanation,
  NearestRule,
  PeerMismatch,
  PolicyType,
  PortMismatch,
} from "../../model/index.ts";
import { choices, portWithProtocol } from "./explanation-words.ts";

/** What would have to change so that one direction allowed a connection, as a sentence and a list. */
export interface Remedy {
  readonly sentence: string;
  readonly changes: readonly string[];
}

export function remedyOf(
  nearest: NearestRule,
  { direction, peer }: DirectionExplanation,
  connection: ConnectionExplanation,
): Remedy {
  const port = portWithProtocol(connection);
  if (nearest.rule === undefined) {
    const way = direction === "Ingress" ? "from" : "to";
    return {
      sentence: `no rule at all: add one to ${nearest.policy}, of port ${port} ${way} ${peer}`,
      changes: [],
    };
  }
  return {
    sentence: `nearest is ${ruleName(direction, nearest.rule)} of ${nearest.policy}, which would match if you`,
    changes: [...nearest.peer.map(peerChange), ...portChange(nearest.port, port)],
  };
}

/** `ingress[0]`: rules are counted from 0, as in the policy's list. */
export function ruleName(direction: PolicyType, rule: number): string {
  return `${direction.toLowerCase()}[${rule}]`;
}

function peerChange(mismatch: PeerMismatch): string {
  switch (mismatch.kind) {
    case "label":
      return labelChange(mismatch);
    case "other-namespace":
      return `give that peer a namespaceSelector that selects the namespace of ${mismatch.pod} too`;
    case "outside":
      return `add a block that holds ${mismatch.address} to the rule`;
    case "excepted":
      return `take ${mismatch.except} out of the block's except`;
    case "no-address":
      return `select ${mismatch.pod} by labels, since it has no ${mismatch.family} address`;
    case "empty":
      return "give that peer a selector or a block";
  }
}

function labelChange({
  of,
  name,
  requirement,
  has,
}: Extract<PeerMismatch, { readonly kind: "label" }>): string {
  const { key, operator } = requirement;
  switch (operator) {
    case "In":
      return `label ${of} ${name} with ${choices(requirement)}`;
    case "Exists":
      return `label ${of} ${name} with ${key}`;
    case "NotIn":
    case "DoesNotExist":
      return `take ${key}=${has} off ${of} ${name}`;
  }
}

/** However many requirements a port misses, one more port meets them all. */
function portChange(mismatches: readonly PortMismatch[], port: string): readonly string[] {
  const name = mismatches.find((mismatch) => mismatch.kind === "name");
  if (mismatches.length === 0) return [];
  const naming = name?.has.length === 0 ? `, or give it the name ${name.name} on ${name.target}` : "";
  return [`add port ${port} to the rule${naming}`];
}
