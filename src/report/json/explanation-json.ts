import {
  type ConnectionExplanation,
  type DirectionExplanation,
  type Explanation,
  flowName,
  type LookupExplanation,
  USUAL_DNS,
} from "../../model/index.ts";
import { type Answer, answerOf } from "../words/answer.ts";
import { jsonDirection } from "./json-decision.ts";
import { jsonPieces } from "./json-pieces.ts";

/** The shape of explanations as JSON; a change that could break a reader gets a new number. */
const JSON_EXPLANATION_SCHEMA = "netverdict.dev/explanation/v1";

/** What the flows were looked at in. `leftOut`: in a sentence each, what it lacks. */
export interface ExplainedIn {
  readonly where: string;
  readonly leftOut: readonly string[];
  /** True where no cluster was asked for addresses. */
  readonly assumedAddresses: boolean;
}

/**
 * Why flows are allowed or denied, as an object, in pieces. `answer` of all together is theirs if they agree, `unknown` if one
 * is not known, else `some`.
 */
export function renderExplanationsJson(
  explanations: readonly Explanation[],
  { where, leftOut, assumedAddresses }: ExplainedIn,
): Iterable<string> {
  return jsonPieces({
    schema: JSON_EXPLANATION_SCHEMA,
    where,
    answer: together(explanations.map(({ decision }) => answerOf(decision))),
    leftOut,
    assumptions: assumptionsOf(explanations, assumedAddresses),
    flows: explanations.map(jsonExplanation),
  });
}

function together(answers: readonly Answer[]): Answer | "some" {
  const [first = "unknown", ...others] = new Set(answers);
  if (others.length === 0) return first;
  return answers.includes("unknown") ? "unknown" : "some";
}

function assumptionsOf(explanations: readonly Explanation[], assumedAddresses: boolean): readonly string[] {
  const matched = new Map(
    explanations
      .flatMap(({ connections }) => connections.flatMap(({ egress, ingress }) => [egress, ingress]))
      .flatMap(({ peer, peerAddress }) => (peerAddress === undefined ? [] : [[peer, peerAddress]])),
  );
  const isDnsAssumed = explanations.some(({ lookups }) => lookups.some(({ assumed }) => assumed));
  return [
    ...(assumedAddresses
      ? [...matched].map(([pod, address]) => `blocks were matched against the address ${address} of ${pod}`)
      : []),
    ...(isDnsAssumed ? [`DNS is served by ${USUAL_DNS.pods.map(({ ref }) => ref).join(", ")}`] : []),
  ];
}

function jsonExplanation({ flow, decision, connections, lookups }: Explanation) {
  return {
    name: flowName(flow),
    flow,
    answer: answerOf(decision),
    ...(decision.undetermined === undefined ? {} : { undetermined: decision.undetermined }),
    lookups: lookups.map(jsonLookup),
    connections: connections.map(jsonConnection),
  };
}

function jsonLookup({ assumed, labels, ...connection }: LookupExplanation) {
  return { ...jsonConnection(connection), assumed, labels };
}

function jsonConnection({ target, port, protocol, allowed, egress, ingress }: ConnectionExplanation) {
  return { target, port, protocol, allowed, egress: jsonReasons(egress), ingress: jsonReasons(ingress) };
}

function jsonReasons(direction: DirectionExplanation) {
  const { pod, peer, peerAddress, policies, words, remedy } = direction;
  return {
    ...jsonDirection(direction),
    pod,
    peer,
    ...(peerAddress === undefined ? {} : { peerAddress }),
    policies,
    words,
    ...(remedy === undefined ? {} : { remedy }),
  };
}
