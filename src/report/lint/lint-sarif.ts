import { createHash } from "node:crypto";
import { forJson } from "../../safe-text/index.ts";
import type { LintContext, LintFinding, LintFormat, LintRuleInfo, LintSeverity } from "./lint-report.ts";

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

const LEVELS = { error: "error", warning: "warning", info: "note" } as const satisfies Record<
  LintSeverity,
  string
>;

/** Which way of making fingerprints: another way has another name (SARIF 2.1.0, 3.27.17). */
const FINGERPRINT = "netverdict/v1";

/** The findings as a log of SARIF 2.1.0, the OASIS standard for results of static analysis. */
export const lintSarif: LintFormat = {
  name: "sarif",
  purpose: "SARIF 2.1.0, for code scanning",
  render: ({ findings }, context) => {
    const { version, rules } = context;
    const log = {
      $schema: SCHEMA,
      version: "2.1.0",
      runs: [
        {
          tool: { driver: { name: "netverdict", version, rules: rules.map(descriptor) } },
          columnKind: "utf16CodeUnits",
          results: findings.map((finding) => result(finding, context)),
        },
      ],
    };
    return `${forJson(JSON.stringify(log, undefined, 2))}\n`;
  },
};

function descriptor({ id, severity, summary, docs }: LintRuleInfo) {
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: docs },
    help: { text: docs },
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function result(finding: LintFinding, { rules, workingDirectory }: LintContext) {
  const { rule, severity, message, hint, object, identity, file, line, column } = finding;
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(({ id }) => id === rule),
    level: LEVELS[severity],
    message: { text: hint === undefined ? message : `${message}\n${hint}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifact(file, workingDirectory),
          region: { startLine: line, startColumn: column },
        },
        ...(object === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: object }] }),
      },
    ],
    partialFingerprints: { [FINGERPRINT]: createHash("sha256").update(identity).digest("hex") },
  };
}

/** A file of the working directory from there, any other by its whole path; `/` separates folders on every system. */
function artifact(file: string, workingDirectory: string) {
  const base = `${workingDirectory.replace(/\/$/, "")}/`;
  const inside = file.startsWith(base) ? file.slice(base.length) : file;
  // Half of a surrogate pair has no encoding.
  const uri = inside
    .replaceAll(/\p{Cs}/gu, "\ufffd")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
  return inside.startsWith("/") ? { uri: `file://${uri}` } : { uri, uriBaseId: "%SRCROOT%" };
}
