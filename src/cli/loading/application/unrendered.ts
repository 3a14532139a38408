import { basename, dirname } from "node:path";
import { oneLine } from "../../../safe-text/index.ts";
import { isMapping } from "../../../yaml/field.ts";
import type { ParsedFile } from "./parsed-file.ts";

const KUSTOMIZATION = /^kustomization(\.ya?ml)?$/i;

/** One line about a file from which manifests are yet to be made, with the command that makes them; else undefined. */
export function unrendered({ source, documents, problems }: ParsedFile, command: string): string | undefined {
  const { file, text } = source;
  const folder = oneLine(dirname(file));
  if (basename(file) === "Chart.yaml")
    return `${folder} is a Helm chart: render it, as in helm template ${folder} | ${command}`;
  const isKustomization = documents.some(
    ({ value }) => isMapping(value) && value.kind === "Kustomization" && isOfKustomize(value.apiVersion),
  );
  if (KUSTOMIZATION.test(basename(file)) || isKustomization)
    return `${folder} is a kustomize folder: build it, as in kustomize build ${folder} | ${command}`;
  return problems.length > 0 && /\{\{.*\}\}/.test(text)
    ? `${oneLine(file)} is a template and no manifest: render it, as in helm template CHART | ${command}`
    : undefined;
}

/** Flux has a kind of this name, which is an object like any other. */
function isOfKustomize(apiVersion: unknown): boolean {
  return typeof apiVersion === "string" && apiVersion.startsWith("kustomize.config.k8s.io/");
}
