import type { YamlDocument } from "../yaml/document.ts";
import { type OtherReading, otherReadings } from "../yaml/kubectl-reading.ts";
import type { Report } from "../yaml/problem.ts";
import { problemAt } from "../yaml/problem-at.ts";

/** Under these keys stand labels and ports, and manifests that are written in place. */
const KUBERNETES_KEYS: readonly unknown[] = [
  "labels",
  "label",
  "unlabel",
  "selector",
  "ports",
  "policies",
  "apply",
  "patch",
  "refused",
];

/** Scenarios commonly name namespaces x, y and z, and give them labels of their names. */
const LETTERS = ["y", "n", "Y", "N"];

/**
 * Reports values of labels and ports that kubectl would read otherwise. A scenario is YAML 1.2; but the same line may stand in a
 * manifest, where `yes` is no text and 0120 is 80. The letters y and n are text here.
 */
export function reportAmbiguous({ source, nodes }: YamlDocument, report: Report): void {
  for (const reading of otherReadings(nodes)) {
    const { offset, written, value, keys, isKey } = reading;
    if (isKey || LETTERS.includes(written) || !keys.some((key) => KUBERNETES_KEYS.includes(key))) continue;
    const message = `kubectl would read ${written} as ${value}`;
    report(problemAt(source, offset, message, hintFor(reading)));
  }
}

function hintFor({ written, value, plainValue }: OtherReading): string {
  return typeof value === "number" && typeof plainValue === "number"
    ? `write ${value} or ${plainValue}, or in quotes what is text: "${written}"`
    : `write it in quotes: "${written}"`;
}
