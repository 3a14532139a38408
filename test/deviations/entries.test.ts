import assert from "node:assert/strict";
import { stringify } from "yaml";
import { entriesOf } from "../../scripts/known-deviations/entries.ts";
import type { JsonReport } from "../../src/report/index.ts";
import { rendered } from "../report/rendered.ts";
import { cell, denied, leak, report, step, unmeasured } from "../report/report-builder.ts";
import { deviationFile } from "./deviation-text.ts";

const cells = [
  leak("x/a -> x/b:80"),
  leak("x/c -> x/b:80"),
  leak("x/a -> x/b:53/UDP"),
  leak("x/c -> x/b:53/UDP"),
  leak("x/a -> x/b:80 via cluster-ip over ipv6"),
  cell("x/b -> x/a:80", { observed: { outcome: "refused" }, verdict: "fail" }),
  denied("x/b -> x/c:80"),
  unmeasured("x/c -> x/a:80", "lost"),
];
const failed: JsonReport = JSON.parse(
  rendered(
    "json",
    report([step("one", cells), step("two", [cell("x/a -> x/b:80")])], {
      file: "/a/cni-bugs/f-05.yaml",
      parameters: { direction: "ingress", peer: "a block" },
    }),
  ),
);

describe("entries from a report", () => {
  it("are what failed in each step, by what was observed, with every name", () => {
    const entries = entriesOf(failed);
    assert.deepEqual(
      entries.map(({ scenario, step: name, cells, observed }) => [scenario, name, cells, observed]),
      [
        [
          "cni-bugs/f-05[direction=ingress,peer=a block]",
          "one",
          ["x/a, x/c -> x/b:80, x/b:53/UDP", "x/a -> x/b:80 via cluster-ip over ipv6"],
          "reachable",
        ],
        ["cni-bugs/f-05[direction=ingress,peer=a block]", "one", "x/b -> x/a:80", "refused"],
      ],
    );
  });

  it("can be read as a file", () => {
    const text = stringify({ plugin: "toy", deviations: entriesOf(failed) });
    assert.equal(deviationFile(text).entries.length, 2);
  });
});
