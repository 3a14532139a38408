import assert from "node:assert/strict";
import type { CellVerdict, Report } from "../../../src/model/index.ts";
import { renderScenario } from "../../../src/report/terminal/scenario-terminal.ts";
import { cell, DENIED, denied, flowsBetween, leak, report, step, unmeasured } from "../report-builder.ts";

const NINE = ["x/a", "x/b", "x/c", "y/a", "y/b", "y/c", "z/a", "z/b", "z/c"];
const ESCAPE = "\u001b";

function text(content: Report, width = 100): string {
  return renderScenario(content, { color: false, width });
}

function lines(content: Report, width = 100): readonly string[] {
  return text(content, width).split("\n");
}

/** A line of a matrix, its columns by themselves. */
function row(content: Report, source: string): readonly string[] {
  const line = lines(content).find((each) => each.startsWith(`  ${source}  `)) ?? "";
  return line.trim().split(/\s{3,}/);
}

const passing = report([step("open", [cell("x/a -> x/b:80"), denied("x/b -> x/a:80")], { enforcedMs: 310 })]);
const failing = report([step("closed", [leak("x/a -> x/b:80"), denied("x/b -> x/a:80")])]);

describe("the terminal report of a run that passed", () => {
  it("says in its header what the world of the scenario lacks", () => {
    const noted = report(passing.steps, { notes: ["Service x/a selects no pod", "b\u001b[1m"] });
    assert.deepEqual(lines(noted).slice(1, 4), ["note: Service x/a selects no pod", "note: b [1m", ""]);
  });

  it("names scenario, file, cluster and nodes, and the cluster's note", () => {
    const local = report(passing.steps, {
      cluster: { kind: "local", name: "box", nodes: ["n1"], note: "not your CNI" },
    });
    assert.deepEqual(lines(local).slice(0, 2), [
      "guestbook (scenarios/guestbook.yaml) on local cluster box, 1 node: n1",
      "note: not your CNI",
    ]);
  });

  it("says how long enforcement took, how many rounds and which timeout", () => {
    assert.match(text(passing), /enforced after 310 ms; 3 rounds in 900 ms; probe timeout 300 ms/);
  });

  it("ends with a summary", () => {
    assert.ok(text(passing).endsWith("\n\nguestbook: pass — 2 cells in 1 step: 2 pass; 2.1 s\n"));
  });

  it("marks no cell as wrong", () => {
    assert.doesNotMatch(text(passing), /!/);
  });

  it("says that packets are lost, though nothing fails for it", () => {
    const lossy = report([step("s", [cell("x/a -> x/b:80")], { resent: { answers: 12, late: 3 } })]);
    assert.match(
      text(lossy),
      /note: 3 of 12 answers came only when the probe was sent again: packets are lost/,
    );
    assert.doesNotMatch(text(passing), /sent again/);
  });

  it("says so when a cell passed although the policies say otherwise", () => {
    const odd = report([step("s", [cell("x/a -> x/b:80", { predicted: DENIED })])]);
    assert.match(text(odd), /note: 1 cell passed, but not as the policies say, for example x\/a -> x\/b:80/);
  });
});

describe("the matrix in the terminal", () => {
  it("has a mark for each port of the target, in its order", () => {
    const content = report([
      step("s", [
        cell("x/a -> x/b:80"),
        denied("x/a -> x/b:81"),
        denied("x/a -> x/b:53/UDP", { observed: { outcome: "refused" } }),
        denied("x/b -> x/a:80", { observed: { outcome: "unreachable" } }),
        denied("x/b -> x/a:81", { observed: { outcome: "timeout" } }),
        cell("x/b -> x/a:53/UDP"),
      ]),
    ]);
    assert.deepEqual(row(content, "x/a"), ["x/a", "---", ".XR"]);
    assert.deepEqual(row(content, "x/b"), ["x/b", "UX.", "---"]);
    assert.match(text(content), /ports, in this order: 80 81 53\/UDP/);
  });

  it("lists ports in the column's head where targets differ", () => {
    const content = report([
      step("s", [cell("x/a -> x/b:80"), cell("x/b -> x/a:8080"), cell("x/b -> x/a:5353/UDP")]),
    ]);
    assert.match(text(content), /8080 5353\/UDP {3}80/);
    assert.doesNotMatch(text(content), /in this order/);
  });

  it("marks every cell that did not pass, and keeps marks below each other", () => {
    const content = report([
      step("s", [
        leak("x/a -> x/b:80"),
        cell("x/a -> x/b:81"),
        unmeasured("x/b -> x/a:80", "stream lost"),
        cell("x/b -> x/a:81", { observed: { outcome: "wrong-peer" }, verdict: "fail" }),
      ]),
    ]);
    assert.deepEqual(row(content, "x/a"), ["x/a", "- -", ".!."]);
    assert.deepEqual(row(content, "x/b"), ["x/b", "?!W!", "- -"]);
  });

  it("explains the marks once, and only those in use", () => {
    const legends = lines(failing).filter((line) => line.startsWith(". reachable"));
    assert.deepEqual(legends, [". reachable   X timeout   - no flow   ! not as it should be"]);
  });

  it("keeps tables within the width, and shows every column whatever the width is", () => {
    const content = report([
      step(
        "s",
        flowsBetween(NINE, ["80", "81", "80/UDP"]).map((flow) => cell(flow)),
      ),
    ]);
    for (const width of [40, 80, 120, 200]) {
      const tables = lines(content, width).filter((line) => /^ {2}([xyz]\/|from)/.test(line));
      assert.ok(Math.max(...tables.map((line) => line.length)) <= width, `${width}`);
      const marks = tables.filter((line) => line.startsWith("  x/a")).join("");
      assert.equal(marks.match(/\.\.\.|---/g)?.length, NINE.length, `${width}`);
    }
  });

  it("shows one column at a time when the terminal is absurdly narrow", () => {
    assert.equal(lines(passing, 1).filter((line) => line.includes("from \\ to")).length, 2);
  });

  it("shows of a huge matrix only what did not pass", () => {
    const pods = Array.from({ length: 50 }, (_, index) => `x/p${index}`);
    const cells = flowsBetween(pods).map((flow) => (flow === "x/p3 -> x/p7:80" ? leak(flow) : cell(flow)));
    const content = report([step("s", cells)]);
    assert.match(text(content), /of 50 sources × 50 targets only 1 × 1 with cells that did not pass/);
    assert.deepEqual(row(content, "x/p3"), ["x/p3", ".!"]);
    const whole = report([
      step(
        "s",
        flowsBetween(pods).map((flow) => cell(flow)),
      ),
    ]);
    assert.match(text(whole), /the matrix of 50 sources × 50 targets is not shown, since every cell passed/);
  });
});

describe("the terminal report of several ways to address a target", () => {
  const addressings = ["", " via cluster-ip", " via cluster-ip over ipv6"];
  const content = report([
    step("s", [
      ...addressings.map((addressing) => cell(`x/a -> x/b:80${addressing}`)),
      leak("x/b -> x/a:80 via cluster-ip over ipv6"),
    ]),
  ]);

  it("has a matrix for each, and says which it is", () => {
    const shown = lines(content).filter((line) => /^ {2}(via|x\/)/.test(line));
    assert.deepEqual(shown, [
      "  x/b -> x/a:80 via cluster-ip over ipv6: expected deny, observed reachable: the cluster does not do what the policies say",
      "  via pod-ip",
      "  x/a         .",
      "  via cluster-ip",
      "  x/a         .",
      "  via cluster-ip over ipv6",
      "  x/a         -    .",
      "  x/b         .!   -",
    ]);
  });
});

describe("the terminal report of a scenario that was skipped", () => {
  it("says why, and nothing of its cells", () => {
    const skipped = step("s", [unmeasured("x/a -> x/b:80", "needs 2 nodes")], { verdict: "skipped" });
    const shown = text(
      report([skipped], { skipped: ["needs 2 nodes"], verdict: "skipped", parameters: { protocol: "UDP" } }),
    );
    assert.match(shown, /^guestbook \[protocol=UDP\] \(scenarios/);
    assert.match(shown, /\nskipped: needs 2 nodes\n/);
    assert.doesNotMatch(shown, /x\/a/);
  });
});

describe("the terminal report of a run that failed", () => {
  it("begins with what the cluster does not do", () => {
    const cause = "not measured: this cluster does not enforce NetworkPolicy";
    const content = report([step("s", [unmeasured("x/a -> x/b:80", cause)])], {
      enforcement: "not-enforced",
      findings: ["cluster kind-bare does not enforce NetworkPolicy: a closed port answered"],
      verdict: "fail",
    });
    assert.equal(
      lines(content)[0],
      "cluster kind-bare does not enforce NetworkPolicy: a closed port answered",
    );
    assert.match(text(content), /expected deny, not measured: this cluster does not enforce NetworkPolicy/);
    assert.doesNotMatch(text(content), /from \\ to/);
  });

  it("says what is wrong before the first matrix", () => {
    const [before = ""] = text(failing).split("from \\ to");
    assert.match(
      before,
      /step 1: closed: 1 pass, 1 fail\n {2}x\/a -> x\/b:80: expected deny, observed reachable/,
    );
  });

  it("says for a mismatch what was expected and seen, whom to suspect and which policies matter", () => {
    const mismatch = text(failing).slice(text(failing).indexOf("fail × 1"));
    assert.match(
      mismatch,
      /expected deny, observed reachable: the cluster does not do what the policies say/,
    );
    assert.match(mismatch, /ingress: x\/deny-all selects the target, no rule allows it/);
    assert.match(mismatch, /x\/a -> x\/b:80 {2}reachable in 0\.4 ms/);
  });

  it("says what was predicted where that differs from what is declared", () => {
    const content = report([step("s", [cell("x/a -> x/b:80", { expected: "deny", verdict: "fail" })])]);
    assert.match(
      text(content),
      /expected deny, predicted allow, observed reachable: the policies do not say/,
    );
  });

  it("shows cause and history", () => {
    const flaky = denied("x/a -> x/b:80", {
      verdict: "flaky",
      cause: "it changed",
      history: "timeout×3 reachable×1 timeout×2",
    });
    const shown = text(report([step("s", [flaky])]));
    assert.match(shown, /flaky × 1 {2}expected deny, observed timeout: it changed/);
    assert.match(shown, /no answer in 300 ms; rounds: timeout×3 reachable×1 timeout×2/);
  });

  it("writes many cells of one cause as one", () => {
    const cells = flowsBetween(NINE, ["80", "81", "82"]).map((flow) =>
      /-> x/.test(flow) ? leak(flow) : cell(flow),
    );
    const shown = text(report([step("s", cells)]));
    assert.match(shown, /fail × 72 .*\n.*\n {6}\* -> x\/\* \(all 3 ports\)\n {6}answered in 0\.4 ms\n/);
  });

  it("shows what the API server had to refuse, and what it took", () => {
    const refusals = [
      { name: "x/wide", verdict: "pass", answer: "spec.egress: Invalid value" },
      { name: "x/wild", verdict: "fail", cause: "the API server took it" },
    ] as const;
    const shown = text(report([step("s", [cell("x/a -> x/b:80")], { refusals, verdict: "fail" })]));
    assert.match(shown, /step 1: s: 1 pass, 1 fail|step 1: s: 2 pass, 1 fail/);
    assert.match(shown, /pass {2}x\/wide: refused, as it must be \(spec\.egress: Invalid value\)/);
    assert.match(shown, /fail {2}x\/wild: expected to be refused: the API server took it/);
  });

  it("says why a step was expected to fail, and that it did not", () => {
    const excused = step("s", [leak("x/a -> x/b:80", { verdict: "xfail" })], { xfail: "issue 12" });
    assert.match(text(report([excused])), /expected to fail: issue 12/);
    const passed = step("s", [cell("x/a -> x/b:80")], { xfail: "issue 12", verdict: "xpass" });
    assert.match(
      text(report([passed])),
      /step 1: s: 1 pass\n {2}nothing failed, but it was expected to: issue 12/,
    );
  });

  it("lists the worst first", () => {
    const shown = text(report([step("s", [unmeasured("x/a -> x/b:80", "lost"), leak("x/b -> x/a:80")])]));
    assert.ok(shown.indexOf("fail × 1") < shown.indexOf("unknown × 1"));
  });

  it("does not list mismatches without end", () => {
    const cells: readonly CellVerdict[] = flowsBetween(NINE, ["80", "81"]).map((flow, index) =>
      denied(flow, { verdict: "flaky", cause: `cause ${index}` }),
    );
    const shown = text(report([step("s", cells)]));
    assert.equal(shown.match(/flaky × 1/g)?.length, 20);
    assert.match(shown, /and 124 cells more \(see --report json=FILE\)/);
  });
});

describe("colour", () => {
  it("is absent where it is not wanted", () => {
    assert.ok(!text(failing).includes(ESCAPE));
  });

  it("changes nothing but the colour", () => {
    const colored = renderScenario(failing, { color: true, width: 100 });
    assert.ok(colored.includes(`${ESCAPE}[31m.!`));
    assert.equal(colored.replaceAll(new RegExp(`${ESCAPE}\\[\\d+m`, "g"), ""), text(failing));
  });

  it("cannot be smuggled in through a name", () => {
    const content = report([step(`${ESCAPE}[2J\r\n::error::x`, [cell("x/a -> x/b:80")])], {
      scenario: `${ESCAPE}[31m`,
      findings: [`${ESCAPE}]0;x\u0007`],
    });
    assert.doesNotMatch(text(content), /[\u0000-\u0009\u000b-\u001f]/);
    assert.ok(lines(content).every((line) => !line.startsWith("::")));
  });
});
