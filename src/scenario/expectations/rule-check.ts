import { type Pod, type PodPattern, patternMatches, type Rule, type Service } from "../../model/index.ts";
import { perObject } from "../../system/per-object.ts";
import { didYouMean, suggest } from "../../yaml/suggest.ts";
import { namespaceProblem, podProblem } from "../world/names.ts";
import type { World } from "../world/world.ts";
import { patternOf, type TargetText } from "./cells-text.ts";
import { isNameAmong, partiesNamedBy } from "./named-by.ts";
import type { PatternText } from "./pod-pattern.ts";
import { checkCells } from "./rule-cells.ts";
import type { RuleText } from "./rule-text.ts";
import type { ReportAt } from "./text-piece.ts";

/** The rules that a rule's text stands for: every source with every target. */
export function expandRule(text: RuleText): readonly Rule[] {
  return text.sources.flatMap((source) => text.targets.map((target) => ruleOf(text, source, target)));
}

/** Reports pods, Services and namespaces that are not there at the step, and sources and targets of which no cell exists. */
export function checkRule(text: RuleText, world: World, report: ReportAt): void {
  const { state, names } = world;
  const sources = { parties: state.pods, names: names.pods, kind: "pod" };
  const targets = state.services.length === 0 ? sources : podsAndServices(world);
  const known = [
    ...text.sources.map((side) => isKnown(side, sources, world, report)),
    ...text.targets.map((side) => isKnown(side, targets, world, report)),
  ];
  if (known.every(Boolean) && world.sound) checkCells(text, ruleOf, world, report);
}

const podsAndServices = perObject(
  ({ state, names }: World): Candidates => ({
    parties: [...state.pods, ...state.services],
    names: [...names.pods, ...names.services],
    kind: "pod or Service",
  }),
);

function ruleOf(text: RuleText, source: PatternText, target: TargetText): Rule {
  return { expect: text.expect, ...patternOf(text, source, target) };
}

/** What one side of a rule may name. */
interface Candidates {
  readonly parties: readonly (Pod | Service)[];
  readonly names: readonly string[];
  readonly kind: string;
}

function isKnown(side: PatternText, among: Candidates, world: World, report: ReportAt): boolean {
  const { pattern, piece } = side;
  const noNamespace =
    pattern.namespace === "*" ? undefined : namespaceProblem(pattern.namespace, world.names);
  if (noNamespace !== undefined) {
    const hint = didYouMean(piece.text, among.names) ?? noNamespace.hint;
    report(piece.index, noNamespace.message, hint);
    return false;
  }
  if (!isNameAmong(pattern, among.names)) {
    reportUnknown(side, among, world, report);
    return false;
  }
  const matches =
    !world.sound || partiesNamedBy(pattern, among.parties).some((party) => patternMatches(pattern, party));
  if (!matches)
    report(piece.index, `${piece.text} matches no ${among.kind} at this step`, labelHint(pattern, world));
  return matches;
}

function reportUnknown(
  { piece, pattern }: PatternText,
  among: Candidates,
  { names }: World,
  report: ReportAt,
): void {
  const gone = names.elsewhere.includes(piece.text) ? podProblem(piece.text, names) : undefined;
  if (gone !== undefined) report(piece.index, gone.message, gone.hint);
  else if (names.services.includes(piece.text))
    report(piece.index, `${piece.text} is a Service, and only pods are sources`);
  else {
    const named =
      pattern.namespace === "*" ? among.names.map((name) => `*/${name.split("/")[1]}`) : among.names;
    const hint = suggest(piece.text, [...new Set(named)], `declared ${plural(among.kind)}`);
    report(piece.index, `unknown ${among.kind} ${JSON.stringify(piece.text)}`, hint);
  }
}

function plural(kind: string): string {
  return kind === "pod" ? "pods" : "pods and Services";
}

function labelHint({ labels }: PodPattern, { state }: World): string | undefined {
  if (labels === undefined) return "the namespace has no pods";
  const known = state.pods.flatMap((pod) =>
    Object.entries(pod.labels).map(([key, value]) => `${key}=${value}`),
  );
  const wanted = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return suggest(wanted.join(), [...new Set(known)], "labels of pods");
}
