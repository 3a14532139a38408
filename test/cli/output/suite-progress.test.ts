import assert from "node:assert/strict";
import { SuiteProgress } from "../../../src/cli/output/suite-progress.ts";
import { leak, report, step } from "../../report/report-builder.ts";
import { item, reportOf } from "../../suite/items.ts";

const FAILED = report([step("closed", [leak("x/a -> x/b:80")])]);

function written(isTTY: boolean, columns: number, use: (progress: SuiteProgress) => void): readonly string[] {
  const texts: string[] = [];
  const sink = { isTTY, columns, write: (text: string) => void texts.push(text) };
  use(new SuiteProgress(sink, 3, () => 1234));
  return texts.map((text) => text.replace("\r\u001b[2K", "<"));
}

describe("the progress of a suite", () => {
  it("is one live line with what runs now, and a line that stays for each scenario that did not pass", () => {
    const texts = written(true, 200, (progress) => {
      const one = progress.begin();
      const other = progress.begin();
      one.running(item("a"));
      other.running(item("c"));
      one.report(item("a"), reportOf(item("a")));
      one.running(item("b"));
      one.report(item("b"), FAILED);
      other.end();
      one.end();
      progress.clear();
    });
    assert.deepEqual(texts, [
      "<0/3 done: a, 1.2 s",
      "<0/3 done: a, c, 1.2 s",
      "<1/3 done: c, 1.2 s",
      "<1/3 done: b, c, 1.2 s",
      "<[2/3] fail  b, 2.1 s: x/a -> x/b:80: expected deny, observed reachable: the cluster does not do what the policies say\n",
      "<2/3 done, 1 not passed: c, 1.2 s",
      "<2/3 done, 1 not passed, 1.2 s",
      "<2/3 done, 1 not passed, 1.2 s",
      "<",
    ]);
  });

  it("names no more sessions than fit, and never wraps", () => {
    const [text = ""] = written(true, 200, (progress) => {
      for (const id of ["a", "b", "c", "d", "e"]) progress.begin().running(item(id));
    }).slice(-1);
    assert.equal(text, "<0/3 done: a, b, c and 2 more, 1.2 s");
    const [cut = ""] = written(true, 10, (progress) => progress.begin().running(item("a")));
    assert.equal(cut.replace("<", "").length, 9);
  });

  it("is a line for each scenario elsewhere", () => {
    const texts = written(false, 80, (progress) => {
      const session = progress.begin();
      session.report(item("a"), reportOf(item("a")));
      session.end();
      progress.clear();
    });
    assert.deepEqual(texts, ["[1/3] pass  a, 2.1 s\n"]);
  });

  it("names the scenario that is reported, whichever session of a group has taken it", () => {
    const texts = written(false, 80, (progress) => {
      const [one, other] = [progress.begin(), progress.begin()];
      one.running(item("a"));
      other.running(item("b"));
      other.report(item("b"), FAILED);
      one.report(item("a"), reportOf(item("a")));
    });
    assert.deepEqual(
      texts.map((text) => text.split(",")[0]),
      ["[1/3] fail  b", "[2/3] pass  a"],
    );
  });

  it("says of a scenario that is run once more that it is, and counts it once", () => {
    const texts = written(true, 200, (progress) => {
      const session = progress.begin();
      session.report(item("a"), FAILED);
      session.report(item("a"), reportOf(item("a")));
    });
    assert.deepEqual(texts.slice(-2), ["<[1/3] pass  a, once more, 2.1 s\n", "<1/3 done, 1.2 s"]);
  });

  it("says once what every session says", () => {
    const texts = written(false, 80, (progress) => {
      progress.say("creating 3 namespaces");
      progress.say("creating 3 namespaces");
    });
    assert.deepEqual(texts, ["creating 3 namespaces\n"]);
  });
});
