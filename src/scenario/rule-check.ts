import {
  type ExpectedMatrix,
  expectationOf,
  type Flow,
  type Pod,
  type PodPattern,
  type PodRef,
  patternMatches,
  portName,
  type Rule,
} from "../model/index.ts";
import type { PatternText } from "./pod-pattern.ts";
import type { RuleText, TargetText } from "./rule-text.ts";
import { didYouMean, suggest } from "./suggest.ts";
import type { ComplainAt } from "./text-piece.ts";
import type { World } from "./world.ts";

/** The rules that a rule's text stands for: every source with every target. */
export function expandRule(text: RuleText): readonly Rule[] {
  return text.sources.flatMap((source) => text.targets.map((target) => ruleOf(text, source, target)));
}

/** Reports pods and namespaces that are not declared, and sources and targets of which no cell exists. */
export function checkRule(text: RuleText, world: World, pods: readonly Pod[], complain: ComplainAt): void {
  const unknown = [...text.sources, ...text.targets].filter((side) => !isKnown(side, world, pods, complain));
  if (unknown.length === 0 && world.sound) checkCells(text, world, pods, complain);
}

function ruleOf({ expect }: RuleText, { pattern: source }: PatternText, target: TargetText): Rule {
  const { value: port, protocol } = target.port ?? {};
  return {
    expect,
    source,
    target: target.pattern,
    ...(port === undefined ? {} : { port }),
    ...(protocol === undefined ? {} : { protocol }),
  };
}

function isKnown(side: PatternText, world: World, pods: readonly Pod[], complain: ComplainAt): boolean {
  const { pattern, piece } = side;
  if (pattern.namespace !== "*" && !world.namespaceNames.includes(pattern.namespace)) {
    const hint = didYouMean(piece.text, world.podNames) ?? namespaceHint(pattern, world);
    complain(piece.index, `unknown namespace ${JSON.stringify(pattern.namespace)}`, hint);
    return false;
  }
  if (pattern.name !== "*" && !world.podNames.some((name) => isNamed(name, pattern))) {
    complain(piece.index, `unknown pod ${JSON.stringify(piece.text)}`, podHint(side, world));
    return false;
  }
  const matches = !world.sound || pods.some((pod) => patternMatches(pattern, pod));
  if (!matches) complain(piece.index, `${piece.text} matches no pod at this step`, labelHint(pattern, pods));
  return matches;
}

function namespaceHint({ namespace }: PodPattern, { namespaceNames }: World): string | undefined {
  return suggest(namespace, namespaceNames, "declared namespaces");
}

function podHint({ piece, pattern }: PatternText, { podNames }: World): string | undefined {
  const known = pattern.namespace === "*" ? podNames.map((name) => `*/${name.split("/")[1]}`) : podNames;
  return suggest(piece.text, [...new Set(known)], "declared pods");
}

function isNamed(written: string, { namespace, name }: PodPattern): boolean {
  return namespace === "*" ? written.endsWith(`/${name}`) : written === `${namespace}/${name}`;
}

function labelHint({ labels }: PodPattern, pods: readonly Pod[]): string | undefined {
  if (labels === undefined) return "the namespace has no pods";
  const known = pods.flatMap((pod) => Object.entries(pod.labels).map(([key, value]) => `${key}=${value}`));
  const wanted = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return suggest(wanted.join(), [...new Set(known)], "labels of pods");
}

function checkCells(text: RuleText, world: World, pods: readonly Pod[], complain: ComplainAt): void {
  const byRef = new Map(pods.map((pod) => [pod.ref, pod]));
  const isDead = (rules: readonly Rule[]) => !rules.some((rule) => matchesCell(rule, world.flows, byRef));
  const deadTargets = text.targets.filter((target) =>
    isDead(text.sources.map((source) => ruleOf(text, source, target))),
  );
  for (const target of deadTargets) reportDeadTarget(target, world, pods, complain);
  if (deadTargets.length === text.targets.length) return;
  for (const source of text.sources)
    if (isDead(text.targets.map((target) => ruleOf(text, source, target))))
      complain(source.piece.index, `no cell from ${source.piece.text} matches the rule`, selfHint(world));
}

const SELF_HINT = "a pod's flows to itself are cells only with loopback: true";
const SELF_BY_NAME = "a pod's flows to itself are expected only by rules that name it on both sides";

function selfHint({ loopback }: World): string {
  return loopback ? SELF_BY_NAME : SELF_HINT;
}

/** Whether the rule alone decides some cell: by wildcard it never decides a pod's flows to itself. */
function matchesCell(rule: Rule, flows: readonly Flow[], pods: ReadonlyMap<PodRef, Pod>): boolean {
  const alone: ExpectedMatrix = { default: "any", rules: [{ ...rule, expect: "deny" }] };
  return flows.some((flow) => expectationOf(alone, flow, pods) === "deny");
}

function reportDeadTarget(
  target: TargetText,
  world: World,
  pods: readonly Pod[],
  complain: ComplainAt,
): void {
  const { piece, pattern, port } = target;
  const served = pods.filter((pod) => patternMatches(pattern, pod)).flatMap((pod) => pod.ports);
  const wanted = served.filter(
    (one) =>
      (port === undefined || port.value === one.port || port.value === one.name) &&
      (port?.protocol === undefined || port.protocol === one.protocol),
  );
  const names = served.map((one) =>
    one.name === undefined ? portName(one) : `${one.name}=${portName(one)}`,
  );
  const serves = names.length === 0 ? "serves no port" : `serves ${[...new Set(names)].join(", ")}`;
  const where = wanted.length === 0 ? (port?.piece ?? piece) : piece;
  const hint = wanted.length === 0 ? `${piece.text} ${serves}` : selfHint(world);
  const whole = port === undefined ? piece.text : `${piece.text}:${port.piece.text}`;
  complain(where.index, `the rule matches no cell to ${whole}`, hint);
}
