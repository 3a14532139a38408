import type { World } from "../model/index.ts";
import { LEND_LABEL } from "./lend-label.ts";
import { ClusterError } from "./port.ts";
import type { Naming } from "./renamed.ts";

/** What the sentinels' namespace is called by who uses the cluster; no scenario has it. */
const SENTINELS = "netverdict-sentinels";

/**
 * Which of the lent namespaces stand for a scenario's: in the order of their declaration, then those that steps create. The
 * last is for the sentinels alone, since a policy of the scenario that selects all pods would isolate them.
 *
 * @param later - the namespaces that steps create.
 * @throws ClusterError when there are too few, with the lines that make more.
 */
export function lentNaming(lent: readonly string[], later: readonly string[]): (world: World) => Naming {
  return ({ namespaces }) => {
    const own = [...new Set([...namespaces.map(({ name }) => name), ...later])];
    const lacking = tooFewLent(lent, own.length);
    if (lacking !== undefined) throw new ClusterError(lacking);
    const names = new Map(own.map((name, index) => [name, lent[index] ?? name]));
    return {
      // What is neither declared nor created does not exist: a policy that names it must not mean a lent one.
      rename: (name) => names.get(name) ?? `${name.slice(0, 54)}-not-lent`,
      sentinels: SENTINELS,
      note: `the lent namespaces ${lent.slice(0, -1).join(", ")} stand for the scenario's in their order; sentinels are in ${lent.at(-1)}`,
    };
  };
}

/** What is said when there are not enough lent namespaces for a scenario with so many of its own; else nothing. */
export function tooFewLent(lent: readonly string[], own: number): string | undefined {
  const needed = own + 1;
  if (lent.length >= needed) return undefined;
  const names = Array.from({ length: needed }, (_, index) => `netverdict-${index + 1}`);
  const more = names.filter((name) => !lent.includes(name)).slice(0, needed - lent.length);
  return [
    `${needed} namespaces are needed, ${own} for the scenario's and one for the sentinels, and ${lent.length} ${lent.length === 1 ? "is" : "are"} lent; these lines make more:`,
    ...more.flatMap((name) => [
      `kubectl create namespace ${name}`,
      `kubectl label namespace ${name} ${LEND_LABEL}=true`,
    ]),
    `then: --namespaces ${[...lent, ...more].join(",")}`,
  ].join("\n");
}
