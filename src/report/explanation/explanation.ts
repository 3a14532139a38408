import {
  addressingName,
  type ConnectionExplanation,
  type Decision,
  type Explanation,
  type Flow,
  flowName,
  type PodRef,
  portName,
} from "../../model/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { type Ink, ink } from "../terminal/ink.ts";
import { type Answer, answerOf } from "../words/answer.ts";
import { undeterminedText } from "../words/suspect.ts";
import { directionLines, verdictWord } from "./explanation-direction.ts";
import { lookupBlocks } from "./explanation-lookup.ts";

export interface ExplanationOptions {
  readonly color: boolean;
  /** What the flow was looked at in: a scenario and its step. */
  readonly where: string;
  /** True where no cluster was asked for addresses. */
  readonly assumedAddresses: boolean;
}

/**
 * Why flows from one source to one target are allowed or denied, for people: of several first what they have in common, then
 * each with its answer.
 */
export function renderExplanations(
  explanations: readonly Explanation[],
  options: ExplanationOptions,
): string {
  const colors = ink(options.color);
  const blocks = explanations.map((explanation) => renderExplanation(explanation, options));
  return [colors.faint(oneLine(options.where)), ...summary(explanations, colors), blocks.join("\n")].join(
    "\n",
  );
}

/** One line about several flows: allowed, denied, or on some ports. */
function summary(explanations: readonly Explanation[], colors: Ink): readonly string[] {
  const [first, second] = explanations;
  if (first === undefined || second === undefined) return [];
  const { source, target } = first.flow;
  const answers = explanations.map(({ decision }) => answerOf(decision));
  const count = (answer: Answer): number => answers.filter((each) => each === answer).length;
  const [all, allowed, unknown] = [answers.length, count("allowed"), count("unknown")];
  const differ = explanations.some(({ flow }) => addressingName(flow) !== addressingName(first.flow));
  const [by, nouns] = differ ? ["in", "ways"] : ["on", "ports"];
  const open = unknown === 0 ? "" : `, and not predicted ${by} ${unknown}`;
  const word =
    allowed === all
      ? colors.verdict("pass", `allowed ${by} all ${all} ${nouns}`)
      : allowed === 0
        ? colors.verdict(unknown === 0 ? "fail" : "unknown", `allowed ${by} none of ${all} ${nouns}${open}`)
        : colors.verdict("unknown", `allowed ${by} some ${nouns}: ${allowed} of ${all}${open}`);
  return [`${colors.heading(`${source} -> ${target}`)} is ${word}`, ""];
}

/** The answer, then each direction with the rule that decided or the nearest. */
function renderExplanation(explanation: Explanation, options: ExplanationOptions): string {
  const colors = ink(options.color);
  const { flow, connections, lookups } = explanation;
  const blocks = [
    ...lookupBlocks(lookups, colors),
    ...connections.map((connection) => connectionBlock(connection, flow, colors)),
  ];
  const note = options.assumedAddresses ? addressNote(connections) : [];
  return `${[headline(explanation, colors), ...blocks, ...note].join("\n\n")}\n`;
}

function headline({ flow, decision }: Explanation, colors: Ink): string {
  return `${colors.heading(flowName(flow))} is ${answer(decision, flow, colors)}`;
}

function answer(
  { allowed, depends, undetermined, lookup }: Decision,
  { endpoints }: Flow,
  colors: Ink,
): string {
  if (lookup !== undefined) return colors.verdict("fail", "denied: it may not ask DNS for the name");
  if (endpoints?.length === 0) return colors.verdict("fail", "denied: no pod is behind the Service");
  if (undetermined !== undefined)
    return colors.verdict("unknown", oneLine(`not predicted: ${undeterminedText(undetermined)}`));
  if (depends === true) return colors.verdict("unknown", "allowed to some endpoints and denied to others");
  return verdictWord(allowed, colors);
}

function connectionBlock(connection: ConnectionExplanation, { endpoints }: Flow, colors: Ink): string {
  const { target, allowed, egress, ingress } = connection;
  const directions = [egress, ingress].flatMap((each) => directionLines(each, connection, colors));
  if (endpoints === undefined) return directions.join("\n");
  const title = `endpoint ${colors.heading(`${target}:${portName(connection)}`)}: ${verdictWord(allowed, colors)}`;
  return [title, ...directions.map((line) => `  ${line}`)].join("\n");
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
