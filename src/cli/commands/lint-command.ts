import { ALL_RULES, type Finding, lint } from "../../lint/index.ts";
import { renderLint, renderLintJson } from "../../report/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { suggest } from "../../yaml/suggest.ts";
import { InputError } from "../input-error.ts";
import { findManifestFiles, readManifestFiles } from "../loading/manifest-files.ts";
import { readTextFile } from "../loading/read-text-file.ts";
import { withoutUnrendered } from "../loading/unrendered-folders.ts";
import { useColors } from "../options/color.ts";
import { checkedNamespace } from "../options/namespace.ts";
import { EXIT } from "../output/exit-code.ts";
import type { Terminal } from "../output/terminal.ts";
import { isAtLeast } from "./lint-severity.ts";

/** The flags of `netverdict lint`, as commander hands them over. */
export interface LintFlags {
  readonly format?: "text" | "json";
  readonly rule?: readonly string[];
  readonly ignore?: readonly string[];
  readonly rules?: boolean;
  readonly all?: boolean;
  readonly wholeWorld?: boolean;
  /** The least that is shown. */
  readonly severity?: Finding["severity"];
  /** The least that fails. */
  readonly failOn?: Finding["severity"];
  readonly namespace?: string;
  readonly color?: boolean;
}

/** `netverdict lint PATH...`: 1 if anything is found that is more than a note, or at least `--fail-on`. Throws InputError for bad input. */
export function lintCommand(paths: readonly string[], flags: LintFlags, terminal: Terminal): number {
  const { stdout } = terminal;
  if (flags.rules === true) {
    refuseBesideRules(paths, flags);
    stdout.write(ruleList());
    return EXIT.passed;
  }
  const [only, ignore] = [rulesIn(flags.rule, "--rule"), rulesIn(flags.ignore, "--ignore")];
  if (paths.length === 0) throw new InputError("lint needs a PATH: manifests, scenarios, or folders of them");
  const { namespace, all = false, wholeWorld = false } = flags;
  const { files, leftOut } = withoutUnrendered(readManifestFiles(paths), paths);
  for (const sentence of leftOut) terminal.stderr.write(`left out: ${sentence}\n`);
  const result = lint(files, {
    readFile: readTextFile,
    findFiles: findManifestFiles,
    all,
    wholeWorld,
    only,
    ignore,
    ...(namespace === undefined ? {} : { namespace: checkedNamespace(namespace) }),
  });
  if (result.isEmpty)
    throw new InputError(`there is no manifest and no scenario in ${paths.map(oneLine).join(", ")}`);
  const { severity = "info", failOn = "warning" } = flags;
  const report = { ...result, findings: result.findings.filter((each) => isAtLeast(each, severity)) };
  const color = useColors(flags.color, terminal);
  stdout.write(flags.format === "json" ? renderLintJson(report) : renderLint(report, { color }));
  return result.findings.some((each) => isAtLeast(each, failOn)) ? EXIT.failed : EXIT.passed;
}

function refuseBesideRules(paths: readonly string[], { rules, color, ...others }: LintFlags): void {
  if (paths.length > 0 || Object.keys(others).length > 0)
    throw new InputError(
      "--rules lists the rules and looks at nothing: it takes no PATH and no other option",
    );
}

/** The rules of an option, each possibly several separated by commas. */
function rulesIn(written: readonly string[] | undefined, option: string): readonly string[] {
  const known = ALL_RULES.map(({ id }) => id);
  const ids = (written ?? []).flatMap((text) => text.split(",")).map((id) => id.trim());
  for (const id of ids.filter((each) => !known.includes(each))) {
    const hint = suggest(id, known, "rules") ?? "";
    throw new InputError(`${option} ${oneLine(id)}: there is no such rule; ${hint}`);
  }
  return ids;
}

function ruleList(): string {
  const width = Math.max(...ALL_RULES.map(({ id }) => id.length));
  return ALL_RULES.map(
    ({ id, severity, summary }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${summary}\n`,
  ).join("");
}
