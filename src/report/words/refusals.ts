import type { RefusalVerdict } from "../../model/index.ts";
import { oneLine } from "../../safe-text/index.ts";

/** What became of a manifest that the API server had to refuse, with its words. */
export function refusalText({ name, answer, cause }: RefusalVerdict): string {
  const what = cause === undefined ? "refused, as it must be" : `expected to be refused: ${oneLine(cause)}`;
  return `${oneLine(name)}: ${what}${answer === undefined ? "" : ` (${oneLine(answer)})`}`;
}
