/** The parts of a JSON report that are compared. */
export interface JsonReport {
  readonly verdict: string;
  readonly steps: readonly { readonly name: string; readonly cells: readonly JsonCell[] }[];
}

interface JsonCell {
  readonly flow: Readonly<Record<string, unknown>>;
  readonly verdict: string;
  readonly cause?: string;
}

/** What was said of each cell, by its step and flow. */
export type Verdicts = ReadonlyMap<string, Pick<JsonCell, "verdict" | "cause">>;

export function verdictsOf({ steps }: JsonReport): Verdicts {
  return new Map(
    steps.flatMap(({ name, cells }) => cells.map((cell) => [`${name}: ${flowText(cell)}`, cell] as const)),
  );
}

function flowText({ flow }: JsonCell): string {
  return ["source", "target", "port", "protocol", "via", "family"].map((key) => flow[key] ?? "").join(" ");
}

/** The exit code that goes with a report's verdict. */
export function exitCodeFor(verdict: string): number {
  if (["pass", "xfail"].includes(verdict)) return 0;
  return ["fail", "flaky", "xpass"].includes(verdict) ? 1 : 3;
}

/** How the verdicts of a disturbed run differ from those of an undisturbed one, in sentences, beside being unknown. */
export function differences(undisturbed: Verdicts, disturbed: Verdicts): readonly string[] {
  const changed = [...undisturbed].flatMap(([cell, { verdict }]) => {
    const now = disturbed.get(cell);
    if (now === undefined) return [`${cell} is missing`];
    if (now.verdict === "unknown")
      return now.cause === undefined || now.cause === "" ? [`${cell} is unknown without a cause`] : [];
    const why = now.cause === undefined ? "" : ` (${now.cause})`;
    return now.verdict === verdict ? [] : [`${cell} is ${now.verdict}${why}, not ${verdict}`];
  });
  const more = [...disturbed.keys()].filter((cell) => !undisturbed.has(cell));
  return [...changed, ...more.map((cell) => `${cell} is one too many`)];
}
