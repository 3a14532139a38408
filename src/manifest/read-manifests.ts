import type { YamlDocument } from "../yaml/document.ts";
import { rootField } from "../yaml/field.ts";
import type { Report } from "../yaml/problem.ts";
import type { Inventory } from "./inventory.ts";
import { reportReadings } from "./manifest-yaml.ts";
import { manifestsIn } from "./policy-manifest.ts";
import { type Found, isPolicy, readObject } from "./read-object.ts";

/** The objects of manifest files together. Manifests that the API server would refuse are reported and left out. */
export function readManifests(
  documents: readonly YamlDocument[],
  namespace: string | undefined,
  report: Report,
): Inventory {
  const found = documents.flatMap((document) => readDocument(document, namespace, report));
  return {
    policies: found.flatMap(({ policies = [] }) => policies),
    namespaces: found.flatMap(({ namespaces = [] }) => namespaces),
    pods: found.flatMap(({ pods = [] }) => pods),
    services: found.flatMap(({ services = [] }) => services),
    others: found.flatMap(({ others = [] }) => others),
    leftOut: found.flatMap(({ leftOut = [] }) => leftOut),
    complete: false,
  };
}

function readDocument(
  document: YamlDocument,
  namespace: string | undefined,
  report: Report,
): readonly Found[] {
  const fields = manifestsIn(rootField(document, report));
  if (fields.some(({ value }) => isPolicy(value))) reportReadings(document, report);
  return fields.map((field) => readObject(field, document, namespace));
}
