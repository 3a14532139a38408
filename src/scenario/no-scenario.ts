import type { ParsedFile } from "../manifest/application/parsed-file.ts";
import { looksLikeManifest } from "../manifest/manifest-yaml.ts";
import type { YamlDocument } from "../yaml/document.ts";
import { isMapping } from "../yaml/field.ts";
import type { Problem } from "../yaml/problem.ts";
import type { Source } from "../yaml/source.ts";

/** Keys that tell a scenario from any other file. */
const TELLING = ["namespaces", "pods", "steps", "expect", "policies", "manifests"];

// The space before it ends with the line: else each of many empty lines would be searched to the last.
const TELLING_LINE = new RegExp(
  `^(?:\\{|[^\\S\\r\\n\\u2028\\u2029])*["']?(${TELLING.join("|")})["']?\\s*:`,
  "m",
);

/** Whether a text, valid YAML or not, is recognisably a scenario, so that its lines may be shown. */
export function looksLikeScenario(text: string): boolean {
  return TELLING_LINE.test(text);
}

/** Whether a document is meant as a scenario: any object of Kubernetes has a `kind`. */
function isScenario(value: unknown): boolean {
  return (
    isMapping(value) && !Object.hasOwn(value, "kind") && TELLING.some((key) => Object.hasOwn(value, key))
  );
}

/** Whether a file is meant as a scenario, by its content. */
export function holdsScenario({ source, documents, problems }: ParsedFile): boolean {
  if (documents.length > 0) return isScenario(documents[0]?.value);
  return problems.length > 0 && looksLikeScenario(source.text) && !looksLikeManifest(source.text);
}

/**
 * Why a file is not even meant as a scenario, if so. A path may lead to any file, and its content may be nobody's
 * business: no text of it is shown.
 *
 * @param problems - those of the text as YAML.
 */
export function noScenario(
  { file, text }: Source,
  [document]: readonly YamlDocument[],
  [first]: readonly Problem[],
): Problem | undefined {
  if (first !== undefined)
    return looksLikeScenario(text)
      ? undefined
      : { file, line: first.line, column: first.column, message: "this is no scenario, and not valid YAML" };
  const wrong = document === undefined ? { message: "the scenario is empty" } : strangeness(document.value);
  return wrong && { file, line: 1, column: 1, ...wrong };
}

export function isManifest(value: unknown): boolean {
  return isMapping(value) && typeof value.apiVersion === "string" && typeof value.kind === "string";
}

function strangeness(value: unknown): Pick<Problem, "message" | "hint"> | undefined {
  if (!isMapping(value)) return { message: `the document must be a mapping, not ${kindOf(value)}` };
  if (isManifest(value))
    return {
      message: "this is a Kubernetes manifest and no scenario: netverdict predict, explain and lint read it",
    };
  const keys = Object.keys(value);
  if (keys.length === 0 || keys.some((key) => TELLING.includes(key))) return undefined;
  return {
    message: "this is no scenario",
    hint: "a scenario has name, namespaces, pods, and expect or steps",
  };
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  return typeof value === "string" ? "text" : `a ${typeof value}`;
}
