import { type Document, isMap } from "yaml";
import { readYaml, type YamlDocument } from "../yaml/document.ts";
import type { Report } from "../yaml/problem.ts";
import { problemAt } from "../yaml/problem-at.ts";
import type { Source } from "../yaml/source.ts";

/** The documents of a file; those that are Kubernetes objects as kubectl reads them. */
export function readManifestYaml(source: Source, report: Report): readonly YamlDocument[] {
  return readYaml(source, report, isObject);
}

function isObject({ contents }: Document): boolean {
  return isMap(contents) && contents.has("kind");
}

/**
 * Whether a text is recognisably a Kubernetes object that holds no secrets, so that its lines may be shown. It is asked of
 * texts that are not valid YAML too.
 */
export function looksLikeManifest(text: string): boolean {
  return OBJECT_KEY.test(text) && !SECRET_KIND.test(text);
}

// The space before it ends with the line: else each of many empty lines would be searched to the last.
const OBJECT_KEY = /^(?:[-{]|[^\S\r\n\u2028\u2029])*["']?(apiVersion|kind|metadata|spec)["']?\s*:/m;

/** A kubeconfig is written like an object too. */
const SECRET_KIND = /(^|[\s{,])["']?kind["']?\s*:\s*["']?(Secret|SecretList|Config)\b/m;

/** Ports that are not the numbers that they look like. */
const PORT_KEYS: readonly unknown[] = ["port", "endPort"];

/**
 * Reports what a policy's author would not expect of kubectl's reading: keys that become others, which is a problem, and
 * ports that are other numbers, which is a note. Texts that become something else are the wrong type where they stand.
 */
export function reportReadings({ source, readings }: YamlDocument, report: Report): void {
  for (const { offset, written, value, plainValue, isKey, keys } of readings)
    if (isKey)
      report(
        problemAt(
          source,
          offset,
          `kubectl reads the key ${written} as ${value}`,
          `write it in quotes: "${written}"`,
        ),
      );
    else if (typeof value === "number" && PORT_KEYS.includes(keys.at(-1))) {
      const looksLike = typeof plainValue === "number" ? `, or ${plainValue}` : "";
      const problem = problemAt(
        source,
        offset,
        `kubectl reads ${written} as ${value}`,
        `write ${value}${looksLike}`,
      );
      report({ ...problem, isNote: true });
    }
}
