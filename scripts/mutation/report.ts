import type { Mutant } from "./mutant.ts";
import type { Trialled } from "./trials.ts";

/** Why a mutant that survives changes nothing that anybody could notice, by what `nameOf` gives. */
export type Explanations = ReadonlyMap<string, string>;

/** Lines of `file: original => mutant: reason`; empty ones and those that begin with # say nothing. */
export function explanations(text: string): Explanations {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      const [name = "", reason = ""] = line.split(" -- ");
      return [name, reason];
    }),
  );
}

/** A table with a row a folder, then every survivor that is not explained, and every explanation without a survivor. */
export function report(tried: readonly Trialled[], explained: Explanations): string {
  const folders = [...new Set(tried.map(folderOf))];
  const rows = folders.map((name) =>
    row(
      name,
      tried.filter((one) => folderOf(one) === name),
      explained,
    ),
  );
  const survivors = tried.filter((one) => isMissed(one) && !explained.has(nameOf(one.mutant)));
  const files = new Set(tried.map(({ mutant }) => mutant.file));
  const missed = new Set(tried.filter(isMissed).map(({ mutant }) => nameOf(mutant)));
  const needless = [...explained.keys()].filter(
    (name) => files.has(name.slice(0, name.indexOf(":"))) && !missed.has(name),
  );
  return [
    "| folder | mutants | killed | endless | survived | not reached | explained | score |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ...rows,
    ...(folders.length > 1 ? [row("all", tried, explained)] : []),
    "",
    ...survivors.map(
      ({ mutant, fate }) => `${mutant.file}:${mutant.line}:${mutant.column} ${fate}: ${change(mutant)}`,
    ),
    ...needless.map((name) => `explained, and yet no survivor: ${name}`),
  ].join("\n");
}

function folderOf({ mutant }: Trialled): string {
  return mutant.file.split("/").slice(0, 2).join("/");
}

/** The score counts mutants that were noticed, of those that could be. */
function row(name: string, tried: readonly Trialled[], explained: Explanations): string {
  const isExplained = (one: Trialled): boolean => isMissed(one) && explained.has(nameOf(one.mutant));
  const count = (fate: string): number =>
    tried.filter((one) => one.fate === fate && !isExplained(one)).length;
  const excused = tried.filter(isExplained).length;
  const noticed = count("killed") + count("endless");
  const score = ((100 * noticed) / (tried.length - excused)).toFixed(1);
  const cells = [
    tried.length,
    count("killed"),
    count("endless"),
    count("survived"),
    count("not reached"),
    excused,
  ];
  return `| ${name} | ${cells.join(" | ")} | ${score} % |`;
}

function isMissed({ fate }: Trialled): boolean {
  return fate === "survived" || fate === "not reached";
}

function nameOf(mutant: Mutant): string {
  return `${mutant.file}: ${change(mutant)}`;
}

function change({ original, text }: Mutant): string {
  return `${oneLine(original)} => ${oneLine(text)}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
