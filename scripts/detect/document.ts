import { readFileSync } from "node:fs";
import { FAULTS, type Fault } from "../../src/netns/index.ts";
import { counted } from "../../src/report/index.ts";
import type { AmountResult, Result, ScenarioResult, SuiteResult } from "./results.ts";
import { table } from "./table.ts";

/** All tables, as a document. It holds no dates and no times, so that only what has changed differs. */
export function documentOf(results: readonly Result[]): string {
  const of = <P extends Result["part"]>(part: P) =>
    results.filter((result): result is Extract<Result, { readonly part: P }> => result.part === part);
  return [
    introduction(),
    ...present(of("scenario"), scenarioSection),
    unfoundSection(),
    ...suiteSection(SIMULATED, of("simulated")),
    ...suiteSection(WITH_PACKETS, of("packets")),
    ...present(of("amount"), amountSection),
    ...present(of("clean"), cleanSection),
    "",
  ].join("\n\n");
}

function present<T>(results: readonly T[], section: (results: readonly T[]) => string): readonly string[] {
  return results.length === 0 ? [] : [section(results)];
}

function introduction(): string {
  const { version }: { version: string } = JSON.parse(readFileSync("package.json", "utf8"));
  return [
    "# Which planted faults are found, and by what",
    `Written by \`scripts/detection --markdown docs/detection.md\`, with netverdict ${version}. \`netverdict faults\` lists the faults; ` +
      "`netverdict run PATH --fault NAME` plants one into the local cluster, whose rules it edits. A fault is found if a " +
      "scenario is `fail` or `flaky`; `unknown` is not counted as found.",
  ].join("\n\n");
}

function scenarioSection(results: readonly ScenarioResult[]): string {
  const withFault = results.filter(({ fault }) => fault !== undefined);
  const clean = results.filter(({ fault }) => fault === undefined);
  const rows = withFault.map(({ fault = "", scenario, verdict, rounds, sentence }) => [
    fault,
    FAULTS.find(({ name }) => name === fault)?.title ?? "",
    scenario,
    verdict,
    `${rounds}`,
    sentence,
  ]);
  const passed = clean.filter(({ verdict }) => verdict === "pass").length;
  return section(
    "By the scenario that one would reach for, with packets",
    `${counted(withFault.length, "fault")} on the local cluster, on which packets are real. Without a fault ${passed} of these ${counted(clean.length, "scenario")} pass.`,
    table(["fault", "what the cluster does wrong", "scenario", "verdict", "rounds", "sentence"], rows),
  );
}

/** Faults for which no scenario is to fail. */
function unfoundSection(): string {
  const reasonOf = ({ found }: Fault) => ("nobody" in found ? found.nobody : undefined);
  const rows = FAULTS.flatMap((fault) => {
    const reason = reasonOf(fault);
    return reason === undefined ? [] : [[fault.name, fault.title, reason]];
  });
  return section("Found by none, on purpose", table(["fault", "what the cluster does", "why"], rows));
}

/** A table of faults by suites, and one of the cheapest scenario for each fault. */
function suiteSection({ title, text, cell }: SuiteKind, results: readonly SuiteResult[]): readonly string[] {
  if (results.length === 0) return [];
  const suites = [...new Set(results.map(({ suite }) => suite))];
  const faults = [...new Set(results.map(({ fault = "" }) => fault))];
  const find = (fault: string, suite: string) =>
    results.find((each) => each.fault === fault && each.suite === suite);
  const rows = faults.map((fault) => [
    fault,
    ...suites.map((suite) => {
      const result = find(fault, suite);
      return result === undefined ? "" : cell(result);
    }),
  ]);
  const cheapest = faults.map((fault) => [
    fault,
    ...cheapestOf(results.filter((each) => each.fault === fault)),
  ]);
  return [
    section(title, text, table(["fault", ...suites], rows)),
    section(
      `${title}: the cheapest scenario`,
      "The one with the fewest probes of all suites above.",
      table(["fault", "suite", "scenario", "rounds", "probes", "sentence"], cheapest),
    ),
  ];
}

interface SuiteKind {
  readonly title: string;
  readonly text: string;
  readonly cell: (result: SuiteResult) => string;
}

const SIMULATED: SuiteKind = {
  title: "By suites, simulated",
  text:
    "Packets are followed through the same typed rules, without a kernel. Of each suite the scenarios are tried from the one " +
    "with the fewest cells on, until one finds the fault; `not` where none does. The grace period is 60 ms, so that " +
    "rounds are fewer than elsewhere. Faults that come and go with time are not simulated, and scenarios that call pods by " +
    "name are skipped.",
  cell: ({ cheapest }) => cheapest?.id ?? "not",
};

const WITH_PACKETS: SuiteKind = {
  title: "By suites, with packets",
  text: "On the local cluster, each scenario with a grace period of 2 s: how many scenarios find the fault.",
  cell: ({ failed, scenarios, unknown }) =>
    `${failed} of ${scenarios}${unknown > 0 ? `, ${unknown} unknown` : ""}`,
};

function cheapestOf(results: readonly SuiteResult[]): readonly string[] {
  const found = results.flatMap(({ suite, cheapest }) =>
    cheapest === undefined ? [] : [{ suite, ...cheapest }],
  );
  const [first] = found.toSorted((a, b) => a.probes - b.probes);
  if (first === undefined) return ["", "", "", "", ""];
  const { suite, id, rounds, probes, sentence } = first;
  return [suite, id, `${rounds}`, `${probes}`, sentence];
}

function amountSection(results: readonly AmountResult[]): string {
  const rows = results.map(({ fault, scenario, runs, found, unknown }) => [
    fault,
    scenario,
    `${found} of ${runs}`,
    `${unknown}`,
  ]);
  return section(
    "From how much on, with packets",
    "What does not last, or is rare, is found only from some amount on: a step is over when its matrix has held for `hold` " +
      "rounds, and, where it was wrong at first, for twice as long as it was, but for no longer than 3 s. " +
      "So isolation that flaps more slowly than every 1.5 s may pass as late, and what is right for the whole of a step passes.",
    table(["fault", "scenario", "runs that find it", "unknown"], rows),
  );
}

function cleanSection(results: readonly SuiteResult[]): string {
  const suites = [...new Set(results.map(({ suite }) => suite))];
  const rows = suites.map((suite) => {
    const own = results.filter((each) => each.suite === suite);
    const sum = (numberOf: (result: SuiteResult) => number) =>
      `${own.reduce((n, each) => n + numberOf(each), 0)}`;
    return [
      suite,
      `${own.length}`,
      sum(({ scenarios }) => scenarios),
      sum(({ failed }) => failed),
      sum(({ unknown }) => unknown),
    ];
  });
  return section(
    "False alarms, with packets and without a fault",
    "Nothing may fail there. What a machine is too busy to measure is unknown, which is no alarm.",
    table(["suite", "runs", "scenarios", "false alarms", "unknown"], rows),
  );
}

function section(title: string, ...texts: readonly string[]): string {
  return [`## ${title}`, ...texts].join("\n\n");
}
