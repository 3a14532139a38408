import { ALL_RULES, type LintResult, lint, type Severity } from "../../../lint/index.ts";
import { oneLine } from "../../../safe-text/index.ts";
import { loadConfig } from "../../config/load-config.ts";
import { InputError } from "../../input-error.ts";
import { findManifestFiles, readManifestFiles } from "../../loading/manifest-files.ts";
import { readTextFile } from "../../loading/read-text-file.ts";
import { withoutUnrendered } from "../../loading/unrendered-folders.ts";
import { checkedNamespace } from "../../options/namespace.ts";
import { EXIT } from "../../output/exit-code.ts";
import type { Terminal } from "../../output/terminal.ts";
import { type ChosenRules, chosenRules } from "./chosen-rules.ts";
import { type LintSurroundings, reportFindings } from "./report-findings.ts";

/** The flags of `netverdict lint`, as commander hands them over. */
export interface LintFlags {
  readonly format?: string;
  readonly rule?: readonly string[];
  readonly ignore?: readonly string[];
  readonly rules?: boolean;
  readonly all?: boolean;
  readonly wholeWorld?: boolean;
  /** The least that is shown. */
  readonly severity?: Severity;
  /** The least that fails. */
  readonly failOn?: Severity;
  readonly namespace?: string;
  readonly color?: boolean;
}

/** `netverdict lint PATH...`: 1 if anything is found that is more than a note, or at least `--fail-on`. Throws InputError for bad input. */
export function lintCommand(
  paths: readonly string[],
  flags: LintFlags,
  terminal: Terminal,
  surroundings: LintSurroundings,
): number {
  if (flags.rules === true) {
    refuseBesideRules(paths, flags);
    terminal.stdout.write(ruleList());
    return EXIT.passed;
  }
  const { lint: config } = loadConfig(surroundings.workingDirectory);
  if (paths.length === 0) throw new InputError("lint needs a PATH: manifests, scenarios, or folders of them");
  const result = lintFiles(paths, flags, chosenRules(flags, config), terminal);
  return reportFindings(result, { ...config, ...flags }, terminal, surroundings);
}

function lintFiles(
  paths: readonly string[],
  { namespace, all = false, wholeWorld = false }: LintFlags,
  chosen: ChosenRules,
  { stderr }: Terminal,
): LintResult {
  const { files, leftOut } = withoutUnrendered(readManifestFiles(paths), paths);
  for (const sentence of leftOut) stderr.write(`left out: ${oneLine(sentence)}\n`);
  const result = lint(files, {
    readFile: readTextFile,
    findFiles: findManifestFiles,
    all,
    wholeWorld,
    ...chosen,
    ...(namespace === undefined ? {} : { namespace: checkedNamespace(namespace) }),
  });
  if (result.isEmpty)
    throw new InputError(`there is no manifest and no scenario in ${paths.map(oneLine).join(", ")}`);
  return result;
}

function refuseBesideRules(paths: readonly string[], { rules, color, ...others }: LintFlags): void {
  if (paths.length > 0 || Object.keys(others).length > 0)
    throw new InputError(
      "--rules lists the rules and looks at nothing: it takes no PATH and no other option",
    );
}

function ruleList(): string {
  const width = Math.max(...ALL_RULES.map(({ id }) => id.length));
  return ALL_RULES.map(
    ({ id, severity, summary }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${summary}\n`,
  ).join("");
}
