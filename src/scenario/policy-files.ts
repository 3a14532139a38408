import { type Manifest, readManifestDocument } from "./policy-manifest.ts";
import type { Report } from "./problem.ts";
import { rootSpot, type Spot } from "./spot.ts";
import { readYaml } from "./yaml-document.ts";
import { reportOldBooleans } from "./yaml-faults.ts";

/** The manifests of a file, named as the scenario names it; `spot` is where it is named. */
export type ReadPolicyFile = (path: string, spot: Spot) => readonly Manifest[];

/** Reads policy files relative to the scenario's folder, each once. */
export function policyFiles(
  scenarioFile: string,
  readFile: (path: string) => string,
  report: Report,
): ReadPolicyFile {
  const texts = new Map<string, readonly Manifest[]>();
  return (written, spot) => {
    const path = resolvePath(scenarioFile, written);
    const known = texts.get(path);
    if (known !== undefined) return known;
    const text = readText(path, readFile, spot);
    const manifests = text === undefined ? [] : readManifests(path, text, spot, report);
    texts.set(path, manifests);
    return manifests;
  };
}

/** A path as seen from the folder of a file, with `.` and `..` resolved. */
export function resolvePath(fromFile: string, path: string): string {
  const folder = fromFile.slice(0, fromFile.lastIndexOf("/") + 1);
  const whole = path.startsWith("/") ? path : `${folder}${path}`;
  const root = whole.startsWith("/") ? "/" : "";
  const parts: string[] = [];
  for (const part of whole.split("/")) {
    const above = parts.at(-1);
    if (part === "" || part === "." || (part === ".." && root !== "" && above === undefined)) continue;
    if (part !== ".." || above === undefined || above === "..") parts.push(part);
    else parts.pop();
  }
  return `${root}${parts.join("/")}`;
}

function readText(path: string, readFile: (path: string) => string, spot: Spot): string | undefined {
  try {
    return readFile(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    spot.problem(`cannot read ${path}: ${reason}`, "paths are relative to the scenario's folder");
    return undefined;
  }
}

function readManifests(path: string, text: string, spot: Spot, report: Report): readonly Manifest[] {
  let faults = 0;
  const counted: Report = (problem) => {
    faults++;
    report(problem);
  };
  const documents = readYaml(path, text, counted);
  for (const document of documents) reportOldBooleans(document.source, document.nodes, counted);
  const manifests = documents.flatMap((document) => readManifestDocument(rootSpot(document, counted)));
  if (manifests.length === 0 && faults === 0) spot.problem(`${path} holds no NetworkPolicy`);
  return manifests;
}
