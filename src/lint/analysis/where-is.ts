import { lineOf, type Place } from "../../yaml/place.ts";

/** The file and line of an object: that of its name, or of something else in its metadata. */
export function whereIs({ document, root, path }: Place, key = "name"): string {
  return `${document.source.file}:${lineOf({ document, root, path }, [...root, "metadata", key])}`;
}
