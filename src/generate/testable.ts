import type { Twins } from "../manifest/twins/twins-of.ts";
import { countFlows } from "../model/index.ts";
import { KINDS_WITHOUT_CLUSTER } from "../predict.ts";

/** An application of which something can be tested, or why nothing can, as lines that are ready to print. */
export type Testable = { readonly twins: Twins; readonly cells: number } | { readonly refusal: string };

/** There has to be some flow. `cells` counts them. */
export function testable(twins: Twins): Testable {
  if (twins.pods.length === 0)
    return {
      refusal: ["there is no pod, and nothing that makes pods; nothing was written", ...twins.leftOut].join(
        "\n",
      ),
    };
  if (twins.pods.every(({ ports }) => ports.length === 0))
    return { refusal: "no pod serves a port, so that there is no flow; nothing was written" };
  return { twins, cells: countFlows(twins, KINDS_WITHOUT_CLUSTER) };
}
