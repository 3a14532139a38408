import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { clusters, unenforced } from "./support/clusters.ts";
import { damaged } from "./support/damaged.ts";
import { netverdict, runForReport } from "./support/netverdict.ts";

describe("a guestbook whose policy lacks a rule", () => {
  const apiRule = /( {2}name: allow-api-to-db[\s\S]*?)\n {2}ingress:[\s\S]*?\n---/;
  for (const { name, args, skip } of clusters) {
    it(`fails on ${name}, naming the pair, the port and the policies`, async function () {
      if (skip !== undefined) {
        console.log(`      skipped: ${skip}`);
        this.skip();
      }
      const { scenario, folder } = damaged("policies/guestbook.yaml", apiRule, "$1\n  ingress: []\n---");
      try {
        const ended = await runForReport([scenario, ...args]);
        assert.equal(ended.code, 1, ended.stdout + ended.stderr);
        const sentence = ended.stdout
          .split("\n")
          .find((line) => line.includes("guestbook/api -> guestbook/db"));
        assert.match(sentence ?? "", /5432/);
        assert.match(ended.stdout, /guestbook\/allow-api-to-db/);
        const failed = ended.report.steps.flatMap(({ cells }) =>
          cells.filter(({ verdict }) => verdict !== "pass"),
        );
        assert.equal(failed.length, 1);
        assert.deepEqual(
          [failed[0]?.verdict, failed[0]?.observed.outcome, failed[0]?.predicted.allowed],
          ["fail", "timeout", false],
        );
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }
});

describe("a cluster that enforces nothing", () => {
  it("is told so in the report's first line, with exit code 1", async function () {
    if (unenforced.skip !== undefined) {
      console.log(`      skipped: ${unenforced.skip}`);
      this.skip();
    }
    const ended = await runForReport(["scenarios/guestbook.yaml", ...unenforced.args]);
    assert.equal(ended.code, 1, ended.stdout + ended.stderr);
    assert.match(ended.stdout.split("\n")[0] ?? "", /does not enforce NetworkPolicy/);
    assert.equal(ended.report.enforcement, "not-enforced");
    assert.ok(ended.stdout.split("\n").length < 25, "a finding, not pages of mismatches");
  });
});

describe("bad input", () => {
  const wrong: readonly [title: string, args: readonly string[], said: RegExp][] = [
    ["a file that does not exist", ["run", "nowhere.yaml"], /cannot read the scenario: .*nowhere\.yaml/],
    ["an unknown flag", ["run", "scenarios/guestbook.yaml", "--frobnicate"], /unknown option '--frobnicate'/],
    [
      "an unknown report format",
      ["run", "scenarios/guestbook.yaml", "--report", "pdf=x"],
      /among json, junit, markdown/,
    ],
    [
      "a report that cannot be written",
      ["run", "scenarios/guestbook.yaml", "--report", "json=nowhere/x"],
      /cannot write the report/,
    ],
    [
      "a cluster flag without a context",
      ["run", "scenarios/guestbook.yaml", "--keep"],
      /--keep needs --context/,
    ],
    [
      "no context for a Kubernetes cluster",
      ["run", "scenarios/guestbook.yaml", "--cluster", "kubernetes"],
      /current context is never used/,
    ],
    [
      "a context that no kubeconfig knows",
      ["run", "scenarios/guestbook.yaml", "--context", "none", "--kubeconfig", "/dev/null"],
      /none|kubeconfig/,
    ],
    ["no command", [], /Usage: netverdict/],
  ];
  for (const [title, args, said] of wrong) {
    it(`is answered with exit code 2 or 3 and a sentence: ${title}`, async () => {
      const ended = await netverdict(args);
      assert.ok(
        ended.code === 2 || (ended.code === 3 && args.includes("--context")),
        `exit code ${ended.code}`,
      );
      assert.match(ended.stderr, said);
      assert.equal(ended.stdout, "");
      assert.doesNotMatch(ended.stderr, /\n\s+at /, "a stack trace is not an answer");
    });
  }
});
