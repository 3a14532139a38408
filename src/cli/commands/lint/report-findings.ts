import { ALL_RULES, type LintResult, type Severity } from "../../../lint/index.ts";
import { wordList } from "../../../model/index.ts";
import { lintFormats } from "../../../report/index.ts";
import { InputError } from "../../input-error.ts";
import { useColors } from "../../options/color.ts";
import { EXIT } from "../../output/exit-code.ts";
import type { Terminal } from "../../output/terminal.ts";
import { isAtLeast } from "./severity.ts";

/** What of its process the command uses. */
export interface LintSurroundings {
  /** That of netverdict. */
  readonly version: string;
  readonly workingDirectory: string;
}

interface Reporting {
  readonly format?: string;
  readonly severity?: Severity;
  readonly failOn?: Severity;
  readonly color?: boolean;
}

/** Writes what was found and is to be shown. The exit code tells whether any of it is to fail, shown or not. */
export function reportFindings(
  { findings, policies }: LintResult,
  { format = "text", severity = "info", failOn = "warning", color }: Reporting,
  terminal: Terminal,
  surroundings: LintSurroundings,
): number {
  const chosen = lintFormats.find(({ name }) => name === format);
  if (chosen === undefined)
    throw new InputError(
      `--format must be ${wordList(
        lintFormats.map(({ name }) => name),
        "or",
      )}`,
    );
  const shown = findings.filter((each) => isAtLeast(each, severity));
  const context = { ...surroundings, color: useColors(color, terminal), rules: ALL_RULES };
  terminal.stdout.write(chosen.render({ findings: shown, policies }, context));
  return findings.some((each) => isAtLeast(each, failOn)) ? EXIT.failed : EXIT.passed;
}
