import { ALL_RULES, type LintResult, lint, lintRunning, type Severity } from "../../../lint/index.ts";
import { oneLine } from "../../../safe-text/index.ts";
import { loadConfig } from "../../config/load-config.ts";
import { InputError } from "../../input-error.ts";
import { noManifest } from "../../loading/application/no-manifest.ts";
import { checkNamespaces, readLiveCluster } from "../../loading/live-cluster.ts";
import { findManifestFiles, readManifestFiles } from "../../loading/manifest-files.ts";
import { readYamlFile } from "../../loading/read-yaml-file.ts";
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
  /** Of manifests that of those which name none; of a cluster those to look at. */
  readonly namespace?: readonly string[];
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly color?: boolean;
}

/** `netverdict lint PATH...` or `--context NAME`: 1 if anything is found that is more than a note, or at least `--fail-on`. Throws InputError for bad input. */
export async function lintCommand(
  paths: readonly string[],
  flags: LintFlags,
  terminal: Terminal,
  surroundings: LintSurroundings,
): Promise<number> {
  if (flags.rules === true) {
    refuseBesideRules(paths, flags);
    terminal.stdout.write(ruleList());
    return EXIT.passed;
  }
  const { lint: config } = loadConfig(surroundings.workingDirectory);
  const chosen = chosenRules(flags, config);
  const result =
    flags.context === undefined
      ? lintFiles(paths, flags, chosen, terminal)
      : await lintCluster(paths, { ...flags, context: flags.context }, chosen, terminal);
  return typeof result === "number"
    ? result
    : reportFindings(result, { ...config, ...flags }, terminal, surroundings);
}

function lintFiles(
  paths: readonly string[],
  { namespace = [], all = false, wholeWorld = false, kubeconfig }: LintFlags,
  chosen: ChosenRules,
  { stderr }: Terminal,
): LintResult {
  const [first, ...more] = namespace;
  if (paths.length === 0)
    throw new InputError("lint needs a PATH: manifests, scenarios, or folders of them; or --context NAME");
  if (kubeconfig !== undefined) throw new InputError("--kubeconfig needs --context NAME");
  if (more.length > 0)
    throw new InputError("manifests that name no namespace are in one: give --namespace once");
  const { files, leftOut } = withoutUnrendered(readManifestFiles(paths), paths);
  for (const sentence of leftOut) stderr.write(`left out: ${oneLine(sentence)}\n`);
  const result = lint(files, {
    readFile: readYamlFile,
    findFiles: findManifestFiles,
    all,
    wholeWorld,
    ...chosen,
    ...(first === undefined ? {} : { namespace: checkedNamespace(first) }),
  });
  if (result.isEmpty) throw noManifest(paths, files, "netverdict lint -");
  return result;
}

/** A cluster's own policies, and all that they see there; the exit code if reading was interrupted. */
async function lintCluster(
  paths: readonly string[],
  { context, kubeconfig, namespace = [], all, wholeWorld }: LintFlags & { readonly context: string },
  chosen: ChosenRules,
  terminal: Terminal,
): Promise<LintResult | number> {
  if (paths.length > 0) throw new InputError("lint takes files or --context, not both");
  if (all !== undefined)
    throw new InputError("--all is for scenarios, and --context for a cluster's policies");
  if (wholeWorld !== undefined)
    throw new InputError("--whole-world is for manifests: with --context the cluster is all that there is");
  const live = await readLiveCluster({ context, kubeconfig }, terminal);
  if (typeof live === "number") return live;
  checkNamespaces(live, namespace);
  return lintRunning(live, namespace, chosen);
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
