import type { LookupExplanation } from "../../model/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import type { Ink } from "../terminal/ink.ts";
import { directionLines, verdictWord } from "./explanation-direction.ts";
import { portWithProtocol } from "./explanation-words.ts";

/** The questions that come before a flow by name. What is denied for the same reasons is told once. */
export function lookupBlocks(lookups: readonly LookupExplanation[], colors: Ink): readonly string[] {
  const blocks = lookups.map((lookup) => lookupBlock(lookup, colors));
  const bodies = blocks.map((block) => block.slice(block.indexOf("\n")));
  const told = blocks.map((block, index) =>
    bodies.indexOf(bodies[index] ?? "") < index ? `${block.split("\n", 1)}, likewise` : block,
  );
  return lookups.every(({ allowed }) => !allowed) && lookups.length > 0
    ? [[...told, dnsHint(lookups)].join("\n")]
    : told;
}

/** What every policy that restricts egress needs beside its own rules. */
function dnsHint(lookups: readonly LookupExplanation[]): string {
  const [server] = lookups;
  const labels = Object.entries(server?.labels ?? {}).map(([key, value]) => `${key}=${value}`);
  const port = server?.port ?? 53;
  const [namespace] = (server?.target ?? "").split("/");
  return oneLine(
    `names need a rule for the pods ${labels.join(",")} of ${namespace} on ${port}/UDP, and on ${port}/TCP for long answers`,
  );
}

/** A name is asked for first, and of whom is part of the answer. */
function lookupBlock(lookup: LookupExplanation, colors: Ink): string {
  const { target, allowed, egress, ingress, assumed } = lookup;
  const who = `${target}:${portWithProtocol(lookup)}`;
  const title = `DNS ${colors.heading(who)}${assumed ? " (assumed)" : ""}: ${verdictWord(allowed, colors)}`;
  const directions = [egress, ingress].flatMap((each) => directionLines(each, lookup, colors));
  return [title, ...directions.map((line) => `  ${line}`)].join("\n");
}
