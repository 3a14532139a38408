import {
  isLoopback,
  mayDecide,
  meansTarget,
  type Pod,
  patternMatches,
  portName,
  type Rule,
  type Service,
} from "../../model/index.ts";
import type { World } from "../world/world.ts";
import type { TargetText } from "./cells-text.ts";
import { partiesNamedBy, targetsNamedBy } from "./named-by.ts";
import type { PatternText } from "./pod-pattern.ts";
import type { TargetPort } from "./rule-port.ts";
import type { RuleText } from "./rule-text.ts";
import type { ReportAt } from "./text-piece.ts";

type RuleOf = (text: RuleText, source: PatternText, target: TargetText) => Rule;

/** Reports targets and sources of a rule of which the step has no cell. */
export function checkCells(text: RuleText, ruleOf: RuleOf, world: World, report: ReportAt): void {
  if (!isAddressed(text, world, report)) return;
  const matchesNone = (rules: readonly Rule[]) => !rules.some((rule) => matchesCell(rule, world));
  const unmatched = text.targets.filter((target) =>
    matchesNone(text.sources.map((source) => ruleOf(text, source, target))),
  );
  for (const target of unmatched) reportUnmatched(target, world, report);
  if (unmatched.length === text.targets.length) return;
  for (const source of text.sources)
    if (matchesNone(text.targets.map((target) => ruleOf(text, source, target))))
      report(source.piece.index, `no cell from ${source.piece.text} matches the rule`, selfHint(world));
}

/** Whether any cell is addressed as the rule says. */
function isAddressed({ via, over }: RuleText, { kinds }: World, report: ReportAt): boolean {
  const unusedVia = via !== undefined && !kinds.via.includes(via.value) ? via : undefined;
  const unusedOver = over !== undefined && !kinds.families.includes(over.value) ? over : undefined;
  if (unusedVia !== undefined) {
    const hint = `addressed are: ${kinds.via.join(", ")}; to add it write via: [${[...kinds.via, unusedVia.value].join(", ")}]`;
    report(unusedVia.piece.index, `no cell is addressed via ${unusedVia.value}`, hint);
  }
  if (unusedOver !== undefined) {
    const hint = `write families: [${[...kinds.families, unusedOver.value].join(", ")}]`;
    report(unusedOver.piece.index, `no cell is dialed over ${unusedOver.value} in particular`, hint);
  }
  return unusedVia === undefined && unusedOver === undefined;
}

const SELF_HINT = "a pod's flows to itself are cells only with loopback: true";
const SELF_BY_NAME = "a pod's flows to itself are expected only by rules that name it on both sides";

function selfHint({ kinds: { loopback } }: World): string {
  return loopback ? SELF_BY_NAME : SELF_HINT;
}

/** Whether the rule alone decides some cell: by wildcard it never decides a pod's flows to itself. */
function matchesCell(rule: Rule, { state, targets, kinds, parties }: World): boolean {
  const meant = targetsNamedBy(rule.target, targets).filter((target) => meansTarget(rule, target, parties));
  const candidates = meant.length === 0 ? [] : partiesNamedBy(rule.source, state.pods);
  const sources = candidates.filter((pod) => patternMatches(rule.source, pod));
  return sources.some(({ ref }) =>
    meant.some((target) => {
      const flow = { source: ref, ...target };
      return (kinds.loopback || !isLoopback(flow)) && mayDecide(rule, flow, parties);
    }),
  );
}

function reportUnmatched(target: TargetText, world: World, report: ReportAt): void {
  const { piece, port } = target;
  const parties = targetsOf(target, world);
  const served = parties.flatMap((party) => party.ports);
  const isServed = served.some((one) => port === undefined || isMeant(port, one));
  const names = served.map((one) =>
    one.name === undefined ? portName(one) : `${one.name}=${portName(one)}`,
  );
  const serves = names.length === 0 ? "serves no port" : `serves ${[...new Set(names)].join(", ")}`;
  const where = isServed ? piece : (port?.piece ?? piece);
  const whole = port === undefined ? piece.text : `${piece.text}:${port.piece.text}`;
  const hint =
    parties.length === 0 ? notAddressed(world) : isServed ? selfHint(world) : `${piece.text} ${serves}`;
  report(where.index, `the rule matches no cell to ${whole}`, hint);
}

/** The pods and Services that the target means, as far as they are addressed at all. */
function targetsOf({ pattern }: TargetText, { state, kinds }: World): readonly (Pod | Service)[] {
  const pods = kinds.via.includes("pod-ip") ? state.pods : [];
  const services = kinds.via.some((via) => via !== "pod-ip") ? state.services : [];
  return [...pods, ...services].filter((party) => patternMatches(pattern, party));
}

function notAddressed({ kinds: { via } }: World): string {
  return `addressed are only ${via.includes("pod-ip") ? "pods, by their IPs" : "Services"}: via: [${via.join(", ")}]`;
}

function isMeant(
  { value, protocol }: TargetPort,
  one: { port: number; protocol: string; name?: string },
): boolean {
  if (protocol !== undefined && protocol !== one.protocol) return false;
  if (typeof value === "object") return value.first <= one.port && one.port <= value.last;
  return value === undefined || value === one.port || value === one.name;
}
