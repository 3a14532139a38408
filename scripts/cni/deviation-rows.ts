import { join } from "node:path/posix";
import { groupBy } from "../../src/report/words/group-by.ts";
import type { ClusterRuns } from "./suite-rows.ts";

const HEADS = ["cluster", "scenario", "cells", "what it does"];

/**
 * A Markdown table of the known deviations that were seen, each with a link to its proof.
 *
 * @param links - the folder of the files of known deviations, as seen from the page: proofs are named from there.
 */
export function deviationRows(clusters: readonly ClusterRuns[], links: string): readonly string[] {
  const rows = clusters.flatMap(({ name, suites }) =>
    [...groupBy(suites.flatMap(seenIn), ({ id, why }) => `${id} ${why}`).values()].flatMap((same) => {
      const [first] = same;
      if (first === undefined) return [];
      const proof = `[${first.why}](${join(links, first.evidence)})`;
      return [[name, `\`${first.id}\``, `${same.length}`, proof]];
    }),
  );
  return [HEADS, HEADS.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`);
}

interface Seen {
  readonly id: string;
  readonly why: string;
  readonly evidence: string;
}

function seenIn({ suite, report }: ClusterRuns["suites"][number]): readonly Seen[] {
  return report.reports.flatMap(({ id, steps }) =>
    steps
      .flatMap(({ cells }) => cells)
      .flatMap(({ deviation }) =>
        deviation === undefined
          ? []
          : [{ id: `${suite}/${id}`, why: deviation.why, evidence: deviation.evidence }],
      ),
  );
}
