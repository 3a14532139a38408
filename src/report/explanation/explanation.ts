import {
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

/** Why a flow is allowed or denied, for people: the answer, then each direction with the rule that decided or the nearest. */
export function renderExplanation(explanation: Explanation, options: ExplanationOptions): string {
  const colors = ink(options.color);
  const { flow, connections, lookups } = explanation;
  const blocks = [
    ...lookupBlocks(lookups, colors),
    ...connections.map((connection) => connectionBlock(connection, flow, colors)),
  ];
  const note = options.assumedAddresses ? addressNote(connections) : [];
  return `${[headline(explanation, options.where, colors), ...blocks, ...note].join("\n\n")}\n`;
}

function headline({ flow, decision }: Explanation, where: string, colors: Ink): string {
  return [
    colors.faint(oneLine(where)),
    `${colors.heading(flowName(flow))} is ${answer(decision, flow, colors)}`,
  ].join("\n");
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
