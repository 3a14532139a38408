import assert from "node:assert/strict";
import type { ClusterFacts, Report } from "../../src/model/index.ts";
import {
  type AnyReport,
  lintFormats,
  renderReport,
  renderTerminal,
  reporters,
} from "../../src/report/index.ts";
import type { LintFinding, LintReport } from "../../src/report/lint/lint-report.ts";
import { forTerminal } from "../../src/safe-text/index.ts";
import { assertHarmless, assertHarmlessMarkdown, HOSTILE } from "../safe-text/hostile-strings.ts";
import { readXml, type XmlElement } from "./junit/read-xml.ts";
import { denied, leak, report, step, unmeasured } from "./report-builder.ts";
import { notRun, suite } from "./suite-builder.ts";

/** A report in which every text that comes from elsewhere is `text`: names, causes, answers, details, labels, the cluster's. */
function reportOf(text: string): Report {
  // No name is longer, and tables of names are laid out by their width.
  const name = text.slice(0, 253);
  const ref = `${name}/${name}` as const;
  const flow = { source: ref, target: ref, port: 80, protocol: "TCP", via: "service" } as const;
  const deniedBy = { policy: text, isolates: true } as const;
  const decision = {
    allowed: false,
    egress: { direction: "Egress", allowed: false, selecting: [text], deniedBy, tiers: [] },
    ingress: { direction: "Ingress", allowed: false, selecting: [text], deniedBy, tiers: [] },
  } as const;
  const changes = { flow, cause: text, history: text, predicted: decision } as const;
  const observed = { outcome: "probe-failed", detail: text } as const;
  const cells = [
    leak("x/a -> x/b:80", changes),
    leak("x/a -> x/b:80", { ...changes, observed: { outcome: "wrong-peer", detail: text } }),
    denied("x/a -> x/b:80", { ...changes, verdict: "flaky" }),
    { ...unmeasured("x/a -> x/b:80", text), ...changes, observed },
  ];
  const refusals = [
    { name: text, verdict: "fail", answer: text, cause: text },
    { name: text, verdict: "pass", answer: text },
  ] as const;
  const cluster: ClusterFacts = {
    kind: "kubernetes",
    name: text,
    nodes: [text, text],
    note: text,
    fault: text,
    image: { name: text, ids: [text] },
  };
  return report([step(text, cells, { refusals, xfail: text })], {
    scenario: text,
    file: text,
    tags: [text],
    parameters: { [text]: text },
    skipped: [text],
    cluster,
    findings: [text],
    notes: [text],
  });
}

const outcomesOf = (text: string): Readonly<Record<string, AnyReport>> => ({
  "a scenario": reportOf(text),
  "a suite": suite(
    [
      { id: text, report: reportOf(text) },
      { id: `${text}2`, report: { ...reportOf(text), verdict: "skipped" } },
      notRun(text, text, [text]),
    ],
    { name: text, findings: [text] },
  ),
});

const readers: Readonly<Record<string, (text: string, of: string) => void>> = {
  json: (text, of) => {
    assertHarmless(text, of);
    JSON.parse(text);
  },
  junit: (text, of) => {
    assertHarmless(text, of);
    assertOnlyOurs(readXml(text), of);
  },
  markdown: (text, of) => {
    assertHarmlessMarkdown(text, of);
    assertWholeTables(text, of);
  },
};

/** No element comes from a text. */
function assertOnlyOurs({ name, children }: XmlElement, of: string): void {
  const ours = /^(testsuites?|testcase|failure|error|skipped|properties|property|system-out|system-err)$/;
  assert.match(name, ours, of);
  for (const child of children) assertOnlyOurs(child, of);
}

/** Every row of a table has as many cells as its heading. */
function assertWholeTables(text: string, of: string): void {
  let columns: number | undefined;
  for (const line of text.split("\n")) {
    const cells = line.startsWith("|") ? line.replaceAll("\\|", "").split("|").length : undefined;
    if (cells !== undefined && columns !== undefined) assert.equal(cells, columns, `${of}: ${line}`);
    columns = cells;
  }
}

const finding = (text: string): LintFinding => ({
  rule: text,
  severity: "error",
  file: text,
  line: 1,
  column: 2,
  message: text,
  hint: `${text}\n${text}`,
  sourceLine: text,
  object: text,
  identity: text,
});

describe("a report of hostile texts", () => {
  for (const [title, text] of Object.entries(HOSTILE))
    describe(title, () => {
      for (const [what, outcome] of Object.entries(outcomesOf(text))) {
        for (const reporter of reporters)
          it(`is harmless as ${reporter.name}, of ${what}`, () => {
            const read = readers[reporter.name];
            assert.ok(read, `there is no reader of ${reporter.name}`);
            read(renderReport(reporter, outcome), title);
          });

        it(`is harmless on a terminal, of ${what}`, () => {
          const shown = renderTerminal(outcome, { color: false, width: 100 });
          assertHarmless(forTerminal(shown, { colors: false, live: false }), title);
        });
      }

      for (const format of lintFormats)
        it(`is harmless as findings: ${format.name}`, () => {
          const found: LintReport = { findings: [finding(text)], policies: 1 };
          const rules = [{ id: text, severity: "error", summary: text, docs: text }] as const;
          const context = { color: false, version: text, workingDirectory: "/", rules };
          const shown = format.render(found, context);
          assertHarmless(forTerminal(shown, { colors: false, live: false }), title);
          if (format.name === "text") return;
          assertHarmless(shown, title);
          JSON.parse(shown);
        });
    });
});
