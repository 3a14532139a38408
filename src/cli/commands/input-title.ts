import { STDIN } from "../loading/manifest-files.ts";

/** More paths than help in a line. */
const MOST_NAMED = 3;

/** What some paths are called together. */
export function inputTitle(paths: readonly string[]): string {
  const names = paths.map((path) => (path === STDIN ? "standard input" : path));
  const more = names.length - MOST_NAMED;
  return `${names.slice(0, MOST_NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
