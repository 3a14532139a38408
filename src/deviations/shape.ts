import { z } from "zod";
import { OUTCOMES, type Outcome } from "../model/index.ts";
import { judgedLater, list, mapping } from "../yaml/shape.ts";

/** What can be said of a network: a probe that failed says nothing, and only other outcomes deviate. */
const OBSERVED = OUTCOMES.filter(
  (outcome): outcome is Exclude<Outcome, "probe-failed"> => outcome !== "probe-failed",
);

export const OUTCOME = z.enum(OBSERVED);

const CELLS = z
  .string()
  .regex(/->/)
  .describe("SOURCES -> TARGETS[:PORT[/PROTOCOL]] [via …] [over …], as in the rules of expectations.");

/** Whole numbers and such as 3.28 are read from YAML as numbers, and lose their last zeros. */
const VERSION = z
  .string()
  .regex(/^\d[^\s]*$/, 'a version is written without a "v": "3.28" or "3.28.5"')
  .describe("Such as 3.28 for 3.28.0, 3.28.5 and all others of 3.28.");

function words(what: string) {
  return z.string().min(1, `${what} must not be empty`);
}

export const ENTRY = {
  scenario: words('"scenario"').describe(
    "Folder and file without extension, and, where the file has parameters, those of the scenarios that are meant: cni-bugs/f-05-excepts-of-two-blocks[direction=ingress].",
  ),
  step: words('"step"').optional().describe("The step's name; left out if there is only one."),
  cells: judgedLater(z.union([CELLS, z.array(CELLS).min(1)])).describe(
    "The cells that deviate, and no other.",
  ),
  observed: judgedLater(z.union([OUTCOME, z.array(OUTCOME).min(1)])).describe(
    "What is observed of each of them; of several, one.",
  ),
  why: words('"why"').describe("What the plugin does, in a clause; reports show it."),
  evidence: words('"evidence"').describe("Where it is proved: an address, or a path from this file."),
  varies: words('"varies"')
    .optional()
    .describe("Why it is not there at all times, if so: the cells may then be as expected, too."),
};

export const FILE = {
  plugin: words('"plugin"').describe(
    "The network plugin, as netverdict doctor calls it in JSON: calico, kube-router.",
  ),
  versions: list(VERSION).min(1).optional().describe("For which versions it holds; for all if left out."),
  deviations: list(judgedLater(mapping(ENTRY))).describe("Each strictly: what is listed has to be there."),
};
