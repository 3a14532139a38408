import type { Twins } from "../manifest/twins/twins-of.ts";

/** An application of which something can be tested, or why nothing can, as lines that are ready to print. */
export type Testable = { readonly twins: Twins } | { readonly refusal: string };

/** More cells than a run can measure, and than can be predicted in the memory that there is. */
const MOST_CELLS = 300_000;

/** There has to be some flow, and there must not be too many. */
export function testable(twins: Twins): Testable {
  if (twins.pods.length === 0)
    return {
      refusal: ["there is no pod, and nothing that makes pods; nothing was written", ...twins.leftOut].join(
        "\n",
      ),
    };
  if (twins.pods.every(({ ports }) => ports.length === 0))
    return { refusal: "no pod serves a port, so that there is no flow; nothing was written" };
  const count = cellsOf(twins);
  if (count > MOST_CELLS)
    return {
      refusal: `${twins.pods.length} pods have about ${count} cells, and a scenario has ${MOST_CELLS} at most: name fewer files, such as those of one namespace; nothing was written`,
    };
  return { twins };
}

/** About as many as there will be, without making them. */
function cellsOf({ pods, services }: Twins): number {
  const targets = [...pods, ...services.filter(({ headless }) => !headless)];
  return pods.length * targets.reduce((sum, { ports }) => sum + ports.length, 0);
}
