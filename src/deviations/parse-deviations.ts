import type { Outcome } from "../model/index.ts";
import { parseCells, patternsOf } from "../scenario/index.ts";
import { readYaml, type YamlDocument } from "../yaml/document.ts";
import { type Field, rootField } from "../yaml/field.ts";
import { type Place, within } from "../yaml/place.ts";
import { inOrder, type Problem, type Report } from "../yaml/problem.ts";
import { readFields, readShape } from "../yaml/read-shape.ts";
import type { Source } from "../yaml/source.ts";
import type { DeviatingCells, DeviationEntry, DeviationFile } from "./deviation-file.ts";
import { ENTRY, FILE, OUTCOME } from "./shape.ts";

type ParsedDeviations = { readonly file: DeviationFile } | { readonly problems: readonly Problem[] };

/** A file of known deviations, or every problem in it. */
export function parseDeviations(source: Source): ParsedDeviations {
  const problems: Problem[] = [];
  const report: Report = (problem) => {
    problems.push(problem);
  };
  const [document, second] = readYaml(source, report);
  if (second !== undefined)
    rootField(second, report).problem("known deviations are one YAML document, and this is a second one");
  if (document === undefined && problems.length === 0) problems.push(emptyFile(source));
  const file = document === undefined ? undefined : readFile(document, report);
  return file === undefined || problems.length > 0 ? { problems: inOrder(problems) } : { file };
}

function emptyFile({ file }: Source): Problem {
  return { file, line: 1, column: 1, message: "the file is empty", hint: "it begins: plugin: NAME" };
}

function readFile(document: YamlDocument, report: Report): DeviationFile {
  const root = rootField(document, report);
  const { plugin = "", versions = [], deviations = [] } = readFields(root, FILE);
  const entries = deviations.flatMap((_, index) => {
    const path = ["deviations", index];
    return readEntry(root.child(...path), { document, root: path, path });
  });
  return { file: document.source.file, plugin, versions, entries };
}

/** No entry if anything is wrong with it: that is reported. */
function readEntry(field: Field, place: Place): readonly DeviationEntry[] {
  const { scenario, step, why, evidence, varies } = readFields(field, ENTRY);
  const cells = readCells(field.child("cells"), place);
  const observed = readObserved(field.child("observed"));
  if (scenario === undefined || why === undefined || evidence === undefined) return [];
  return [
    {
      place,
      scenario,
      ...(step === undefined ? {} : { step }),
      cells,
      observed,
      why,
      evidence,
      ...(varies === undefined ? {} : { varies }),
    },
  ];
}

/** A word, or a list of such. */
function readObserved(field: Field): readonly Outcome[] {
  const { value } = field;
  if (Array.isArray(value) && value.length > 0)
    return value.flatMap((_, index) => readShape(field.child(index), OUTCOME) ?? []);
  const only = readShape(field, OUTCOME);
  return only === undefined ? [] : [only];
}

/** A text, or a list of such. */
function readCells(field: Field, place: Place): readonly DeviatingCells[] {
  const { value } = field;
  if (value === undefined) return [];
  if (!Array.isArray(value)) return readText(field, within(place, "cells"));
  if (value.length === 0) field.problem(`${field.label} must not be empty`);
  return value.flatMap((_, index) => readText(field.child(index), within(place, "cells", index)));
}

function readText(field: Field, place: Place): readonly DeviatingCells[] {
  const { value } = field;
  if (typeof value !== "string") {
    field.problem(`${field.label} must be text`, "cells are written: x/a, x/b -> x/c:80");
    return [];
  }
  const text = parseCells(value, (index, message, hint) => field.problemWithin(index, message, hint));
  return text === undefined ? [] : [{ place, text: value, patterns: patternsOf(text) }];
}
