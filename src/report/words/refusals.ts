import type { RefusalVerdict } from "../../model/index.ts";
import { plain } from "./plain-text.ts";

/** What became of a manifest that the API server had to refuse, with its words. */
export function refusalText({ name, answer, cause }: RefusalVerdict): string {
  const what = cause === undefined ? "refused, as it must be" : `expected to be refused: ${plain(cause)}`;
  return `${plain(name)}: ${what}${answer === undefined ? "" : ` (${plain(answer)})`}`;
}
