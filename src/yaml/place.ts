import type { YamlDocument } from "./document.ts";
import { positionAt } from "./lines.ts";
import { keyOffset, type Path, valueOffset } from "./offsets.ts";
import type { Problem } from "./problem.ts";
import { problemAt } from "./problem-at.ts";

/** Where something stands: `root` leads to the object, such as a policy, and `path` on from the document to the thing. */
export interface Place {
  readonly document: YamlDocument;
  readonly root: Path;
  readonly path: Path;
}

export function placeOf(document: YamlDocument, root: Path): Place {
  return { document, root, path: root };
}

/** A place within the same object. */
export function within(place: Place, ...keys: Path): Place {
  return { ...place, path: [...place.path, ...keys] };
}

/** What is said about a place, pointing at its key or at its value. */
export function problemWith(
  { document, path }: Place,
  at: "key" | "value",
  message: string,
  hint?: string,
): Problem {
  const offset = at === "key" ? keyOffset(document, path) : valueOffset(document, path);
  return problemAt(document.source, offset, message, hint);
}

/** Names the object of a place: the same for every place in it, and for no other. */
export function objectKey({ document, root }: Place): string {
  return JSON.stringify([document.source.file, document.nodes.range, root]);
}

/** The line, from 1, on which the key or beginning of a place stands. */
export function lineOf({ document }: Place, path: Path): number {
  return positionAt(document.source, keyOffset(document, path)).line;
}

/** `app.yaml:12`: where a place begins. */
export function whereOf(place: Place): string {
  return `${place.document.source.file}:${lineOf(place, place.path)}`;
}
