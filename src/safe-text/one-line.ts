import { HARMFUL_RUN } from "./characters.ts";

/**
 * Text from a file, a cluster or a pod, made safe to print within a line: what could move a terminal's cursor or forge
 * lines becomes a space.
 */
export function oneLine(text: string): string {
  return text.replaceAll(HARMFUL_RUN, " ").trim();
}
