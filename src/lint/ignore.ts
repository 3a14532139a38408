import { lineText } from "../yaml/lines.ts";
import type { Problem } from "../yaml/problem.ts";
import { problemAt } from "../yaml/problem-at.ts";
import type { Source } from "../yaml/source.ts";
import { didYouMean } from "../yaml/suggest.ts";

/** `# netverdict-lint-ignore: rule-id reason`; several ids are separated by commas without spaces after them. */
const COMMENT = /(?:^|\s)#\s*netverdict-lint-ignore:\s*(\S+)/;

/** The ids that are ignored on a line: by a comment on it, or on the lines above it that are nothing but comments. */
export function ignoredAt(source: Source, line: number): readonly string[] {
  const ids = [...idsIn(lineText(source, line))];
  for (let above = line - 1; /^\s*#/.test(lineText(source, above)); above--)
    ids.push(...idsIn(lineText(source, above)));
  return ids;
}

/** Ids in comments that no rule has, at their places. */
export function unknownIgnores(source: Source, known: readonly string[]): readonly Problem[] {
  let offset = 0;
  return source.text.split("\n").flatMap((line) => {
    const start = offset;
    offset += line.length + 1;
    return idsIn(line)
      .filter((id) => !known.includes(id))
      .map((id) =>
        problemAt(
          source,
          start +
            line.indexOf(id, line.indexOf("netverdict-lint-ignore:") + "netverdict-lint-ignore:".length),
          `there is no rule ${JSON.stringify(id)} to ignore`,
          didYouMean(id, known) ?? "netverdict lint --rules lists the rules",
        ),
      );
  });
}

function idsIn(line: string): readonly string[] {
  return (COMMENT.exec(line)?.[1] ?? "").split(",").filter((id) => id !== "");
}
