import type { Decision, DirectionDecision, Lookup } from "../../model/index.ts";

/** Who decided, without the tiers that were asked before. */
export type JsonDirection = Omit<DirectionDecision, "tiers">;

/** What policies mean for a flow, with the question to DNS that it begins with, if that is denied. */
export interface JsonMeaning extends Omit<Decision, "egress" | "ingress" | "lookup"> {
  readonly lookup?: JsonLookup;
  readonly egress: JsonDirection;
  readonly ingress: JsonDirection;
}

interface JsonLookup extends Omit<Lookup, "egress" | "ingress"> {
  readonly egress: JsonDirection;
  readonly ingress: JsonDirection;
}

export function jsonMeaning({
  allowed,
  depends,
  unserved,
  undetermined,
  lookup,
  egress,
  ingress,
}: Decision): JsonMeaning {
  return {
    allowed,
    ...(depends === undefined ? {} : { depends }),
    ...(unserved === undefined ? {} : { unserved }),
    ...(undetermined === undefined ? {} : { undetermined }),
    ...(lookup === undefined ? {} : { lookup: jsonLookup(lookup) }),
    egress: jsonDirection(egress),
    ingress: jsonDirection(ingress),
  };
}

function jsonLookup({ server, port, protocol, assumed, egress, ingress }: Lookup): JsonLookup {
  return {
    server,
    port,
    protocol,
    assumed,
    egress: jsonDirection(egress),
    ingress: jsonDirection(ingress),
  };
}

export function jsonDirection({
  direction,
  allowed,
  selecting,
  allowedBy,
  deniedBy,
}: DirectionDecision): JsonDirection {
  return {
    direction,
    allowed,
    selecting,
    ...(allowedBy === undefined ? {} : { allowedBy }),
    ...(deniedBy === undefined ? {} : { deniedBy }),
  };
}
