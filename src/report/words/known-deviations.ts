import { isFailure, type Report } from "../../model/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { groupBy } from "./group-by.ts";

/**
 * Which failures are known deviations of the cluster's network plugin, where they fail all the same; none if there are none:
 * `12 of these failures are known deviations of calico 3.28: see calico-3.28.yaml; …`.
 */
export function knownSentences(reports: readonly Report[]): readonly string[] {
  const known = reports
    .flatMap(({ steps }) => steps.flatMap(({ cells }) => cells))
    .flatMap(({ verdict, deviation }) => (deviation !== undefined && isFailure(verdict) ? [deviation] : []));
  const groups = groupBy(known, ({ plugin, where }) => `${plugin}: see ${fileOf(where)}`);
  return [...groups].map(([what, { length }]) => {
    const are =
      length === 1
        ? "1 of these failures is a known deviation"
        : `${length} of these failures are known deviations`;
    return oneLine(
      `${are} of ${what}; with --known-deviations FILE they fail nothing as long as they are there`,
    );
  });
}

function fileOf(where: string): string {
  return where.replace(/:\d+$/, "");
}
