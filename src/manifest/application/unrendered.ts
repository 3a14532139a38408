import { isMapping } from "../../yaml/field.ts";
import type { ParsedFile } from "./parsed-file.ts";

/** What manifests are yet to be made of: a folder or a file, what it is, and the command that makes them. */
export interface Unrendered {
  readonly path: string;
  readonly what: string;
  readonly command: string;
}

/** The files by which such folders are known. */
const CHART = /(^|\/)Chart\.yaml$/;
const KUSTOMIZATION = /(^|\/)kustomization(\.ya?ml)?$/i;

/** Where a text first has a line with what Helm would put something in place of; undefined if nowhere. */
export function templateOffset(text: string): number | undefined {
  let offset = 0;
  for (const line of text.split("\n")) {
    const start = line.indexOf("{{");
    if (start >= 0 && line.lastIndexOf("}}") > start + 1) return offset + start;
    offset += line.length + 1;
  }
  return undefined;
}

/** The folder that a file marks by its name as one of which manifests are yet to be made. */
export function unrenderedFolder(file: string): Unrendered | undefined {
  if (CHART.test(file)) return helmChart(folderOf(file));
  return KUSTOMIZATION.test(file) ? kustomizeFolder(folderOf(file)) : undefined;
}

/** What of a file's manifests are yet to be made; undefined if nothing. */
export function unrendered({ source, documents, problems }: ParsedFile): Unrendered | undefined {
  const { file, text } = source;
  const isKustomization = documents.some(
    ({ value }) => isMapping(value) && value.kind === "Kustomization" && isOfKustomize(value.apiVersion),
  );
  const isTemplate = problems.length > 0 && templateOffset(text) !== undefined;
  return (
    unrenderedFolder(file) ??
    (isKustomization ? kustomizeFolder(folderOf(file)) : undefined) ??
    (isTemplate
      ? { path: file, what: "template and no manifest: render it", command: "helm template CHART" }
      : undefined)
  );
}

/** One line about it. `use`: the rest of the command line, as in ` | netverdict predict -`. */
export function howToRender({ path, what, command }: Unrendered, use: string): string {
  return `${path} is a ${what}, as in ${command}${use}`;
}

function helmChart(folder: string): Unrendered {
  return { path: folder, what: "Helm chart: render it", command: `helm template ${folder}` };
}

function kustomizeFolder(folder: string): Unrendered {
  return { path: folder, what: "kustomize folder: build it", command: `kustomize build ${folder}` };
}

function folderOf(file: string): string {
  const end = file.lastIndexOf("/");
  return end < 0 ? "." : file.slice(0, Math.max(end, 1));
}

/** Flux has a kind of this name, which is an object like any other. */
function isOfKustomize(apiVersion: unknown): boolean {
  return typeof apiVersion === "string" && apiVersion.startsWith("kustomize.config.k8s.io/");
}
