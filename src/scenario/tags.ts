import type { Field } from "../yaml/field.ts";
import { list, textWithout } from "../yaml/shape.ts";

const TAG = textWithout("tag", (tag) =>
  /^[\w./-]+$/.test(tag) ? undefined : 'must be a word of letters, digits, "-", "_", "." and "/"',
);

export const TAGS = list(TAG, (written) => `write a list: [${JSON.stringify(written)}]`)
  .optional()
  .describe("Words by which suites are selected and summed up.");

/** Reports tags that are written twice. */
export function checkTags(list: Field, tags: readonly string[]): void {
  for (const [index, tag] of tags.entries())
    if (tags.indexOf(tag) < index) list.child(index).problem(`the tag ${tag} is written twice`);
}
