import { type LintOptions, type LintResult, lint } from "../lint.ts";
import { type RunningWorld, runningManifests } from "./running-manifests.ts";

/** Looks at the policies of a whole cluster, or at those of some of its namespaces, each of which is there. */
export function lintRunning(
  world: RunningWorld,
  namespaces: readonly string[],
  options: Pick<LintOptions, "only" | "ignore" | "levels">,
): LintResult {
  const isWanted = ({ namespace }: { readonly namespace: string }): boolean =>
    namespaces.length === 0 || namespaces.includes(namespace);
  const manifests = runningManifests(world);
  const wanted = manifests.filter(isWanted);
  const files = new Set(wanted.map(({ source }) => source.file));
  const sources = manifests.map(({ source }) => source);
  const { findings } = lint(sources, { ...options, wholeWorld: true, readFile: readNothing });
  const policies = wanted.filter(({ isPolicy }) => isPolicy).length;
  return { findings: findings.filter(({ file }) => files.has(file)), policies, isEmpty: false };
}

/** Objects of a cluster name no files. */
function readNothing(path: string): string {
  throw new Error(`there is no file ${path} in a cluster`);
}
