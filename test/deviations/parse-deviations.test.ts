import assert from "node:assert/strict";
import { deviationFile, fileText, problemsOf } from "./deviation-text.ts";

describe("a file of known deviations", () => {
  it("says which plugin, which cells and what is seen of them", () => {
    const { plugin, versions, entries } = deviationFile(
      fileText({ step: "the first", varies: "by chance" }, 'plugin: toy\nversions: ["1.2"]'),
    );
    assert.deepEqual([plugin, versions], ["toy", ["1.2"]]);
    const [entry] = entries;
    assert.deepEqual(
      [entry?.scenario, entry?.step, entry?.observed, entry?.why, entry?.evidence, entry?.varies],
      ["suite/one", "the first", ["timeout"], "it is a toy", "proofs.md", "by chance"],
    );
  });

  it("names cells as expectations do, in one text or a list", () => {
    const cells = (text: string) => deviationFile(fileText({ cells: text })).entries[0]?.cells;
    assert.deepEqual(
      cells("x/a, y/* -> x/b:53/UDP via cluster-ip over ipv6")?.map(({ patterns }) => patterns),
      [
        ["a", "*"].map((name, index) => ({
          source: { namespace: index === 0 ? "x" : "y", name },
          target: { namespace: "x", name: "b" },
          port: 53,
          protocol: "UDP",
          via: "cluster-ip",
          family: "ipv6",
        })),
      ],
    );
    assert.equal(cells('["x/a -> x/b", "x/b -> x/a"]')?.length, 2);
  });

  it("may have several outcomes for what is not always seen as the same", () => {
    const observed = (text: string) => deviationFile(fileText({ observed: text })).entries[0]?.observed;
    assert.deepEqual(observed("[refused, timeout]"), ["refused", "timeout"]);
    assert.match(
      problemsOf(fileText({ observed: "[refused, late]" })).join(),
      /item 2 of "observed" must be/,
    );
    assert.equal(problemsOf(fileText({ observed: "[]" })).length, 1);
  });

  it("has each mistake told at its place", () => {
    assert.deepEqual(problemsOf(fileText({ observed: "timeuot" })), [
      '5:15 "observed" must be reachable, refused, unanswered, timeout, unreachable, unresolved or wrong-peer, not "timeuot"',
    ]);
    assert.deepEqual(problemsOf(fileText({ cells: "x/a x/b:80" })), [
      '4:12 cells need "->" between its sources and its targets',
    ]);
    assert.deepEqual(problemsOf(fileText({ cells: "x/a -> x/b:80 via nothing" })), [
      '4:30 via is followed by pod-ip, cluster-ip or service, not "nothing"',
    ]);
    assert.deepEqual(problemsOf(fileText({ evidence: undefined })), ['3:5 "evidence" is missing']);
    assert.deepEqual(problemsOf(fileText({ evidense: "x" })), [
      '8:5 unknown key "evidense" in item 1 of "deviations"',
    ]);
    assert.deepEqual(problemsOf(fileText({ cells: "[]" })), ['4:12 "cells" must not be empty']);
    assert.deepEqual(problemsOf(fileText({}, "plugin: toy\nversions: [3.28]")), [
      '2:12 item 1 of "versions" must be text, not 3.28',
    ]);
    assert.deepEqual(problemsOf(fileText({}, 'plugin: toy\nversions: ["v3"]')), [
      '2:12 a version is written without a "v": "3.28" or "3.28.5"',
    ]);
  });

  it("says that nothing failed to be measured: that deviates from nothing", () => {
    assert.match(problemsOf(fileText({ observed: "probe-failed" })).join(), /"observed" must be reachable/);
  });

  it("is one document, and not empty", () => {
    assert.deepEqual(problemsOf(""), ["1:1 the file is empty"]);
    assert.match(problemsOf(`${fileText()}---\nplugin: b\n`).join(), /this is a second one/);
  });
});
