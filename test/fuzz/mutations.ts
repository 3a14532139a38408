import fc from "fast-check";
import { piece, value } from "./hostile.ts";

/** Texts made of samples by cutting, doubling, moving and inserting. */
export function mutatedText(samples: readonly string[]): fc.Arbitrary<string> {
  const place = fc.double({ min: 0, max: 1, noNaN: true });
  const edit = fc.record({
    at: place,
    length: fc.oneof({ weight: 3, arbitrary: fc.nat(6) }, fc.nat(200)),
    kind: fc.constantFrom("replace", "insert", "delete", "double", "line"),
    piece,
    other: fc.constantFrom(...samples),
    from: place,
  });
  return fc
    .tuple(fc.constantFrom(...samples), fc.array(edit, { minLength: 1, maxLength: 5 }))
    .map(([sample, edits]) =>
      edits.reduce((text, { at, length, kind, piece: inserted, other, from }) => {
        const start = Math.floor(at * text.length);
        const [before, cut, after] = [
          text.slice(0, start),
          text.slice(start, start + length),
          text.slice(start + length),
        ];
        switch (kind) {
          case "replace":
            return before + inserted + after;
          case "insert":
            return before + inserted + cut + after;
          case "delete":
            return before + after;
          case "double":
            return before + cut + cut + after;
          default: {
            const lines = other.split("\n");
            return `${before}\n${lines[Math.floor(from * lines.length)] ?? ""}\n${cut}${after}`;
          }
        }
      }, sample),
    );
}

/** Documents made of samples by replacing, removing, renaming and doubling parts. */
export function mutatedTree(samples: readonly unknown[]): fc.Arbitrary<unknown> {
  const edit = fc.record({
    path: fc.array(fc.nat(50), { maxLength: 8 }),
    kind: fc.constantFrom("replace", "replace", "remove", "rename", "wrap", "double"),
    value,
    piece,
  });
  return fc
    .tuple(fc.constantFrom(...samples), fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([sample, edits]) =>
      edits.reduce<unknown>((tree, { path, ...change }) => edited(tree, path, change), sample),
    );
}

interface TreeEdit {
  readonly kind: "replace" | "remove" | "rename" | "wrap" | "double";
  readonly value: unknown;
  readonly piece: string;
}

/** A tree in which the part at the end of a path is changed; steps count modulo what there is. */
function edited(tree: unknown, [step, ...rest]: readonly number[], edit: TreeEdit): unknown {
  if (typeof tree !== "object" || tree === null || step === undefined) return replaced(tree, edit);
  const entries = Object.entries(tree);
  const index = step % Math.max(1, entries.length);
  const changed = entries.flatMap(([key, part], at): readonly (readonly [string, unknown])[] => {
    if (at !== index) return [[key, part]];
    if (rest.length > 0) return [[key, edited(part, rest, edit)]];
    if (edit.kind === "remove") return [];
    if (edit.kind === "rename") return [[edit.piece, part]];
    if (edit.kind === "double")
      return [
        [key, part],
        [`${key}2`, part],
      ];
    return [[key, replaced(part, edit)]];
  });
  return Array.isArray(tree) ? changed.map(([, part]) => part) : Object.fromEntries(changed);
}

function replaced(part: unknown, { kind, value: other }: TreeEdit): unknown {
  return kind === "wrap" ? [part] : other;
}
