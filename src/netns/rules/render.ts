/** The one place where rules become the text that `nft` reads. */

import type { Match } from "./match.ts";
import { renderMatch } from "./render-match.ts";
import { renderVerdict } from "./render-verdict.ts";
import type { Chain, Rule, RuleSet } from "./rule.ts";

/** A chain as text: its statements, one a line. */
export interface RenderedChain {
  readonly name: string;
  readonly lines: readonly string[];
}

/** Base chains apart from those that they lead to. */
export interface RenderedRules {
  readonly hooks: readonly RenderedChain[];
  readonly chains: readonly RenderedChain[];
}

/** @throws Error for a rule of a chain that is not there: it would be lost in silence. */
export function renderRuleSet({ chains, rules }: RuleSet): RenderedRules {
  const byChain = new Map<string, Rule[]>(chains.map(({ name }) => [name, []]));
  for (const rule of rules) {
    const own = byChain.get(rule.chain);
    if (own === undefined) throw new Error(`a rule is of the chain ${rule.chain}, which is not there`);
    own.push(rule);
  }
  const rendered = (chain: Chain): RenderedChain => ({
    name: chain.name,
    lines: [...renderHook(chain), ...renderRules(byChain.get(chain.name) ?? [])],
  });
  return {
    hooks: chains.filter(({ hook }) => hook !== undefined).map(rendered),
    chains: chains.filter(({ hook }) => hook === undefined).map(rendered),
  };
}

function renderHook({ hook }: Chain): readonly string[] {
  if (hook === undefined) return [];
  return [`type ${hook.type} hook ${hook.name} priority ${hook.priority}; policy accept;`];
}

/** Jumps by interface that follow each other become one map: the kernel looks the interface up, however many there are. */
function renderRules(rules: readonly Rule[]): readonly string[] {
  const lines: string[] = [];
  let jumps: InterfaceJump[] = [];
  const endJumps = (): void => {
    if (jumps.length > 0) lines.push(renderJumps(jumps));
    jumps = [];
  };
  for (const rule of rules) {
    const jump = interfaceJump(rule);
    if (jump === undefined || !fits(jump, jumps)) endJumps();
    if (jump === undefined) lines.push(renderRule(rule));
    else jumps.push(jump);
  }
  endJumps();
  return lines;
}

function renderRule({ matches, counter = false, verdict, comment }: Rule): string {
  return [
    ...matches.map(renderMatch),
    ...(counter ? ["counter"] : []),
    renderVerdict(verdict),
    ...(comment === undefined ? [] : [`# ${comment.replaceAll(/[\r\n]/g, " ")}`]),
  ].join(" ");
}

type Interface = Extract<Match, { type: "interface" }>;

interface InterfaceJump {
  readonly from: Interface;
  readonly to: string;
}

/** A rule as an element of a map, if it can be one. */
function interfaceJump({ matches, counter, verdict, comment }: Rule): InterfaceJump | undefined {
  const [from, ...others] = matches;
  if (from?.type !== "interface" || others.length > 0 || verdict.type !== "jump") return undefined;
  return counter || comment !== undefined ? undefined : { from, to: verdict.to };
}

/** A map is of one field, and has an interface once. */
function fits({ from }: InterfaceJump, jumps: readonly InterfaceJump[]): boolean {
  return jumps[0]?.from.field === from.field && jumps.every((jump) => jump.from.name !== from.name);
}

function renderJumps(jumps: readonly InterfaceJump[]): string {
  const elements = jumps.map(({ from, to }) => `"${from.name}" : jump ${to}`);
  return `${jumps[0]?.from.field} vmap { ${elements.join(", ")} }`;
}
