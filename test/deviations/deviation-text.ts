import assert from "node:assert/strict";
import { type DeviationFile, parseDeviations } from "../../src/deviations/index.ts";

/** A file with one deviation: `x/a -> x/b:80` of the only step of `suite/one`; `changes` are lines of it, by key. */
export function fileText(
  changes: Readonly<Record<string, string | undefined>> = {},
  head = "plugin: toy",
): string {
  const keys = {
    scenario: "suite/one",
    cells: "x/a -> x/b:80",
    observed: "timeout",
    why: "it is a toy",
    evidence: "proofs.md",
    ...changes,
  };
  const lines = Object.entries(keys).flatMap(([key, value]) =>
    value === undefined ? [] : `${key}: ${value}`,
  );
  return `${head}\ndeviations:\n  - ${lines.join("\n    ")}\n`;
}

export function deviationFile(text: string): DeviationFile {
  const parsed = parseDeviations({ file: "toy.yaml", text });
  return "file" in parsed ? parsed.file : assert.fail(JSON.stringify(parsed.problems));
}

/** The problems of a file as `line:column message`. */
export function problemsOf(text: string): readonly string[] {
  const parsed = parseDeviations({ file: "toy.yaml", text });
  if ("file" in parsed) return [];
  return parsed.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}
