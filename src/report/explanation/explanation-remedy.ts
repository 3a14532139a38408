import type { ConnectionExplanation, DirectionExplanation, Remedy, RemedyStep } from "../../model/index.ts";
import { ruleName } from "../words/policies-sentence.ts";
import { labelChoices, portWithProtocol } from "./explanation-words.ts";

/** What has to change so that one direction allows a connection, as a sentence and a list. */
export interface RemedyText {
  readonly sentence: string;
  readonly changes: readonly string[];
}

export function remedyText(
  { policy, rule, steps }: Remedy,
  { direction, peer, policies }: DirectionExplanation,
  connection: ConnectionExplanation,
): RemedyText {
  if (rule === undefined) {
    const way = direction === "Ingress" ? "from" : "to";
    const why = policies.every(({ rules }) => rules.length === 0)
      ? "no rule at all"
      : "no label, port or block makes one of these rules match";
    return {
      sentence: `${why}: add one to ${policy}, of port ${portWithProtocol(connection)} ${way} ${peer}`,
      changes: [],
    };
  }
  return {
    sentence: `nearest is ${ruleName(direction, rule)} of ${policy}, which would match if you`,
    changes: steps.map(stepText),
  };
}

function stepText(step: RemedyStep): string {
  switch (step.kind) {
    case "set-label":
      return `label ${step.of} ${step.name} with ${labelChoices(step.key, step.values)}`;
    case "add-label":
      return `label ${step.of} ${step.name} with ${step.key}${butText(step.except)}`;
    case "remove-label":
      return `take ${step.key}=${step.value} off ${step.of} ${step.name}`;
    case "select-namespace":
      return `give that peer a namespaceSelector that selects the namespace of ${step.pod} too`;
    case "add-block":
      return `add a block that holds ${step.address} to the rule`;
    case "remove-except":
      return `take ${step.except} out of the block's except`;
    case "select-pod":
      return `select ${step.pod} by labels, since it has no ${step.family} address`;
    case "fill-peer":
      return "give that peer a selector or a block";
    case "add-port":
      return `add port ${portWithProtocol(step)} to the rule${namingText(step.naming)}`;
    case "add-rule":
      return `add a rule of port ${portWithProtocol(step)} for ${step.pod}`;
  }
}

function butText(except: readonly string[]): string {
  return except.length === 0 ? "" : `, with any value but ${except.join(" and ")}`;
}

function namingText(naming: Extract<RemedyStep, { readonly kind: "add-port" }>["naming"]): string {
  return naming === undefined ? "" : `, or give it the name ${naming.name} on ${naming.target}`;
}
