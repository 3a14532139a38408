import assert from "node:assert/strict";
import { rendered } from "../rendered.ts";
import { cell, denied, report, step, unmeasured } from "../report-builder.ts";

describe("the JSON report", () => {
  it("has a schema, the run's facts and every cell as an object", () => {
    const content = report(
      [
        step("closed", [denied("x/a -> x/b:53/UDP", { history: "reachable×1 timeout×2", enforcedMs: 31 })], {
          enforcedMs: 31,
          resent: { answers: 3, late: 1 },
          refusals: [{ name: "x/wide", verdict: "pass", answer: "Invalid value" }],
        }),
      ],
      { tags: ["udp"], parameters: { protocol: "UDP" }, notes: ["x/a is left out"] },
    );
    assert.deepEqual(JSON.parse(rendered("json", content)), {
      schema: "netverdict.dev/report/v2",
      scenario: "guestbook",
      file: "scenarios/guestbook.yaml",
      tags: ["udp"],
      parameters: { protocol: "UDP" },
      verdict: "pass",
      skipped: [],
      totals: {
        pass: 1,
        "known-deviation": 0,
        fail: 0,
        flaky: 0,
        unknown: 0,
        skipped: 0,
        xfail: 0,
        xpass: 0,
      },
      enforcement: "enforced",
      findings: [],
      notes: ["x/a is left out"],
      cluster: { kind: "kubernetes", name: "kind-test", nodes: ["n1", "n2"] },
      startedAt: "2026-11-20T12:00:00.000Z",
      durationMs: 2100,
      steps: [
        {
          name: "closed",
          verdict: "pass",
          rounds: 3,
          durationMs: 900,
          enforcedMs: 31,
          probeTimeoutMs: 300,
          resent: { answers: 3, late: 1 },
          cells: [
            {
              name: "x/a -> x/b:53/UDP",
              flow: { source: "x/a", target: "x/b", port: 53, protocol: "UDP" },
              expected: "deny",
              predicted: {
                allowed: false,
                egress: { direction: "Egress", allowed: true, selecting: [] },
                ingress: {
                  direction: "Ingress",
                  allowed: false,
                  selecting: ["x/deny-all"],
                  deniedBy: { policy: "x/deny-all", isolates: true },
                },
              },
              observed: { outcome: "timeout" },
              verdict: "pass",
              history: "reachable×1 timeout×2",
              enforcedMs: 31,
            },
          ],
          refusals: [{ name: "x/wide", verdict: "pass", answer: "Invalid value" }],
        },
      ],
    });
  });

  it("says why a step is expected to fail, and what is not known it leaves out", () => {
    const { predicted: _, ...unforeseen } = unmeasured("x/a -> x/b:80 via cluster-ip", "interrupted");
    const text = rendered("json", report([step("never begun", [unforeseen], { xfail: "issue 12" })]));
    assert.match(text, /"name": "x\/a -> x\/b:80 via cluster-ip"/);
    assert.match(text, /"xfail": "issue 12"/);
    assert.doesNotMatch(text, /"predicted"/);
  });

  it("leaves out what does not apply instead of writing null", () => {
    const text = rendered("json", report([step("open", [cell("x/a -> x/b:80")])]));
    assert.doesNotMatch(text, /null|"cause"|"history"|"enforcedMs"/);
    assert.ok(text.endsWith("}\n"));
  });
});
