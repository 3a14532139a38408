import {
  type ConnectionExplanation,
  type DirectionExplanation,
  fewNames,
  type RuleExplanation,
} from "../../model/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import type { Ink } from "../terminal/ink.ts";
import { decidingName, ruleName } from "../words/policies-sentence.ts";
import { remedyText } from "./explanation-remedy.ts";
import { peerTexts, portText } from "./explanation-words.ts";

/** Lines of failed rules in one direction; a policy may have a thousand. */
const MOST_LINES = 24;

export function verdictWord(allowed: boolean, colors: Ink): string {
  return allowed ? colors.verdict("pass", "allowed") : colors.verdict("fail", "denied");
}

/** One direction of a connection: whether it is allowed, and by which rule, or what keeps every rule from matching. */
export function directionLines(
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
    return [`a pod cannot block access to itself; selected by ${fewNames(selecting)}`, ...words];
  const others = selecting.filter((policy) => policy !== allowedBy.policy);
  const also = others.length === 0 ? "" : `; also selected by ${fewNames(others)}`;
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

function plainIndented(line: string): string {
  const indent = line.length - line.trimStart().length;
  return `${" ".repeat(indent)}${oneLine(line)}`;
}
