import type { PolicyObject, World } from "../../model/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import type { MinimalRules } from "../rules/minimal-rules.ts";
import { lineText } from "../rules/rule-line.ts";
import { section, worldLines } from "./world-text.ts";
import { flowText, scalarText } from "./yaml-text.ts";

/** A file or folder of manifests, relative to the scenario's folder, and the namespace of what names none, if it is told. */
export interface ManifestItem {
  readonly file: string;
  readonly namespace?: string;
}

/** What a scenario is about: a world that is written out, beside that of the manifests. */
export interface Subject {
  readonly manifests: readonly ManifestItem[];
  readonly world: World & { readonly policies: readonly PolicyObject[] };
}

/** A scenario without its expectation. `origin` says in a few words whose policies these are; `notes` are sentences. */
export interface Draft {
  readonly name: string;
  readonly origin: string;
  readonly subject: Subject;
  readonly leftOut: readonly string[];
}

/** What is to be said of an expectation beside its rules. */
export interface Expected extends MinimalRules {
  /** How large the matrix is, and on what it rests: sentences for the file's head and before the rules. */
  readonly summary: string;
  readonly notes: readonly string[];
}

/** A scenario's text: the same for the same parts. */
export function scenarioText({ name, origin, subject, leftOut }: Draft, expected: Expected): string {
  const { summary, notes, lines } = expected;
  return [
    comment(`What the policies of ${origin} mean today: ${summary}.`),
    comment(
      "Change what is expected where it is not what you want: predict then says what the policies lack, and",
    ),
    comment("run measures whether a cluster does what they mean."),
    ...(leftOut.length === 0
      ? []
      : ["#", comment("Left out or assumed:"), ...leftOut.map((text) => comment(`- ${oneLine(text)}`))]),
    `name: ${titleText(oneLine(name))}`,
    "",
    ...section("manifests", subject.manifests.map(itemLine)),
    ...worldLines(subject.world),
    "",
    "expect:",
    `  default: ${flowText(expected.default)}`,
    ...notes.map((note) => `  ${comment(note)}`),
    ...section(
      "rules",
      lines.map((line) => `- ${scalarRule(lineText(line))}`),
    ).map((line) => `  ${line}`),
    "",
  ].join("\n");
}

function itemLine({ file, namespace }: ManifestItem): string {
  return `- ${namespace === undefined ? scalarText(file) : flowText({ file, namespace })}`;
}

function comment(text: string): string {
  return `# ${oneLine(text)}`;
}

function titleText(text: string): string {
  return /^[A-Za-z][\w./-]*( [\w./-]+)+$/.test(text) ? text : scalarText(text);
}

/** Rules are made of names, which hold nothing that needs quotes; what else there may be is quoted. */
function scalarRule(text: string): string {
  return /^[a-z]+ [\w./{}=,*:> -]+$/.test(text) ? text : scalarText(text);
}
