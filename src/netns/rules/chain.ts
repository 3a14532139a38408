/** A chain of nftables rules. Those of a base chain begin with the statement that hooks it in. */
export interface Chain {
  readonly name: string;
  readonly rules: readonly string[];
}

/** The text that adds rules to chains of a table, each of which it makes if it is not there. */
export function tableText(table: string, chains: readonly Chain[]): string {
  const blocks = chains.map(({ name, rules }) =>
    [`  chain ${name} {`, ...rules.map((rule) => `    ${rule}`), "  }"].join("\n"),
  );
  return [`table inet ${table} {`, ...blocks, "}"].join("\n");
}

/** The text that removes a table, whether it is there or not: only what exists can be deleted. */
export function removalText(table: string): string {
  return `table inet ${table} {}\ndelete table inet ${table}`;
}

/** What a rule costs besides its own text, in characters. */
const RULE_OVERHEAD = 20;

/** Chains in parts, each no longer than `limit` characters unless one rule is; their rules stay in order. */
export function inParts(chains: readonly Chain[], limit: number): readonly (readonly Chain[])[] {
  const parts: { name: string; rules: string[] }[][] = [];
  let room = 0;
  for (const { name, rules } of chains) {
    for (const rule of rules) {
      const cost = rule.length + RULE_OVERHEAD;
      if (room < cost) {
        parts.push([]);
        room = limit;
      }
      room -= cost;
      const part = parts.at(-1);
      const last = part?.at(-1);
      if (last?.name === name) last.rules.push(rule);
      else part?.push({ name, rules: [rule] });
    }
  }
  return parts;
}
