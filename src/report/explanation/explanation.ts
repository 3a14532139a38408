import type {
  ConnectionExplanation,
  DirectionExplanation,
  Explanation,
  RuleExplanation,
} from "../../model/index.ts";
import { type Decision, type Flow, flowName, type PodRef, portName } from "../../model/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { type Ink, ink } from "../terminal/ink.ts";
import { decidingName, ruleName } from "../words/policies-sentence.ts";
import { undeterminedText } from "../words/suspect.ts";
import { remedyText } from "./explanation-remedy.ts";
import { peerTexts, portText } from "./explanation-words.ts";

export interface ExplanationOptions {
  readonly color: boolean;
  /** What the flow was looked at in: a scenario and its step. */
  readonly where: string;
  /** True where no cluster was asked for addresses. */
  readonly assumedAddresses: boolean;
}

/** Lines of failed rules in one direction; a policy may have a thousand. */
const MOST_LINES = 24;

/** Why a flow is allowed or denied, for people: the answer, then each direction with the rule that decided or the nearest. */
export function renderExplanation(explanation: Explanation, options: ExplanationOptions): string {
  const colors = ink(options.color);
  const { flow, connections } = explanation;
  const blocks = connections.map((connection) => connectionBlock(connection, flow, colors));
  const note = options.assumedAddresses ? addressNote(connections) : [];
  return `${[headline(explanation, options.where, colors), ...blocks, ...note].join("\n\n")}\n`;
}

function headline({ flow, decision }: Explanation, where: string, colors: Ink): string {
  return [
    colors.faint(oneLine(where)),
    `${colors.heading(flowName(flow))} is ${answer(decision, flow, colors)}`,
  ].join("\n");
}

function answer({ allowed, depends, undetermined }: Decision, { endpoints }: Flow, colors: Ink): string {
  if (endpoints?.length === 0) return colors.verdict("fail", "denied: no pod is behind the Service");
  if (undetermined !== undefined)
    return colors.verdict("unknown", oneLine(`not predicted: ${undeterminedText(undetermined)}`));
  if (depends === true) return colors.verdict("unknown", "allowed to some endpoints and denied to others");
  return verdictWord(allowed, colors);
}

function verdictWord(allowed: boolean, colors: Ink): string {
  return allowed ? colors.verdict("pass", "allowed") : colors.verdict("fail", "denied");
}

function connectionBlock(connection: ConnectionExplanation, { endpoints }: Flow, colors: Ink): string {
  const { target, allowed, egress, ingress } = connection;
  const directions = [egress, ingress].flatMap((each) => directionLines(each, connection, colors));
  if (endpoints === undefined) return directions.join("\n");
  const title = `endpoint ${colors.heading(`${target}:${portName(connection)}`)}: ${verdictWord(allowed, colors)}`;
  return [title, ...directions.map((line) => `  ${line}`)].join("\n");
}

function directionLines(
  explained: DirectionExplanation,
  connection: ConnectionExplanation,
  colors: Ink,
): readonly string[] {
  const { direction, pod, allowed } = explained;
  const title = `${direction.toLowerCase()} of ${pod}: ${verdictWord(allowed, colors)}`;
  const lines = allowed ? whyAllowed(explained) : whyDenied(explained, connection);
  return [title, ...lines.map((line) => `  ${plainIndented(line)}`)];
}

function whyAllowed({ direction, selecting, allowedBy, words }: DirectionExplanation): readonly string[] {
  if (selecting.length === 0) return ["no policy selects it in this direction"];
  if (allowedBy === undefined)
    return [`a pod cannot block access to itself; selected by ${listed(selecting)}`, ...words];
  const others = selecting.filter((policy) => policy !== allowedBy.policy);
  const also = others.length === 0 ? "" : `; also selected by ${listed(others)}`;
  return [`${decidingName(direction, allowedBy)} allows it${also}`, ...words];
}

function whyDenied(explained: DirectionExplanation, connection: ConnectionExplanation): readonly string[] {
  const { remedy } = explained;
  const failures = explained.policies.length === 0 ? whoDenied(explained) : whatFails(explained, connection);
  const help = remedy && remedyText(remedy, explained, connection);
  const hidden = failures.length - MOST_LINES;
  return [
    ...failures.slice(0, MOST_LINES),
    ...(hidden > 0 ? [`and ${hidden} ${hidden === 1 ? "line" : "lines"} more`] : []),
    ...(help === undefined ? [] : [help.sentence, ...help.changes.map((change) => `  - ${change}`)]),
  ];
}

function whoDenied({ direction, deniedBy, words }: DirectionExplanation): readonly string[] {
  return [...(deniedBy === undefined ? [] : [`${decidingName(direction, deniedBy)} denies it`]), ...words];
}

function whatFails(explained: DirectionExplanation, connection: ConnectionExplanation): readonly string[] {
  const { direction, policies } = explained;
  return policies.flatMap(({ policy, rules }) =>
    rules.length === 0
      ? [`${policy} selects it and has no ${direction.toLowerCase()} rule`]
      : [
          `${policy} selects it`,
          ...rules.flatMap((rule, index) =>
            ruleLines(rule, ruleName(direction, index), explained, connection),
          ),
        ],
  );
}

/** The parts of a rule that do not match, the first beside its name and the others below. */
function ruleLines(
  { peers, ports }: RuleExplanation,
  name: string,
  { direction }: DirectionExplanation,
  connection: ConnectionExplanation,
): readonly string[] {
  const key = direction === "Ingress" ? "from" : "to";
  const failures = [
    ...failedParts(peers, key, peerTexts),
    ...failedParts(ports, "ports", (port) => [portText(port, connection)]),
  ];
  return beside(`  ${name}`, failures, "  ");
}

/** Nothing where one alternative matches: then the part is not what fails. */
function failedParts<Mismatch>(
  alternatives: readonly (readonly Mismatch[])[],
  key: string,
  words: (mismatches: readonly Mismatch[]) => readonly string[],
): readonly string[] {
  if (alternatives.some((mismatches) => mismatches.length === 0)) return [];
  return alternatives.flatMap((mismatches, index) => beside(`${key}[${index}]:`, words(mismatches), " "));
}

/** The first line after a word, the others below it. */
function beside(word: string, lines: readonly string[], gap: string): readonly string[] {
  return lines.map((line, index) => `${index === 0 ? word : " ".repeat(word.length)}${gap}${line}`);
}

function addressNote(connections: readonly ConnectionExplanation[]): readonly string[] {
  const matched = new Map<PodRef, string>();
  for (const { egress, ingress } of connections)
    for (const { peer, peerAddress } of [egress, ingress])
      if (peerAddress !== undefined) matched.set(peer, peerAddress);
  if (matched.size === 0) return [];
  const pairs = [...matched].map(([pod, address]) => `${pod} ${address}`);
  return [`note: no cluster was asked; blocks were matched against assumed addresses: ${pairs.join(", ")}`];
}

/** More policies than help in a line. */
const MOST_NAMED = 3;

function listed(policies: readonly string[]): string {
  const rest = policies.length - MOST_NAMED;
  return rest > 0 ? `${policies.slice(0, MOST_NAMED).join(", ")} and ${rest} more` : policies.join(", ");
}

function plainIndented(line: string): string {
  const indent = line.length - line.trimStart().length;
  return `${" ".repeat(indent)}${oneLine(line)}`;
}
