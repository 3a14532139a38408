import assert from "node:assert/strict";
import { checkLent, createdNamespaces, parseNamespaces } from "../../../src/cli/options/lent-options.ts";
import { namespaceWithImpliedLabel } from "../../../src/model/index.ts";
import { planScenario, sizeOf } from "../../../src/plan/index.ts";
import type { SuiteItem } from "../../../src/suite/index.ts";
import { pod, scenario, step } from "../../model/build.ts";

/** A scenario with these namespaces, one of whose steps creates others. */
function item(namespaces: readonly string[], created: readonly string[] = []): SuiteItem {
  const changes = created.map((name) => ({
    action: "create-namespace" as const,
    namespace: namespaceWithImpliedLabel(name),
  }));
  const made = scenario(
    namespaces.map((name) => pod(`${name}/a`)),
    [step("s", { changes })],
  );
  return { id: "s", file: "s.yaml", scenario: made, size: sizeOf(made), plan: planScenario(made) };
}

describe("the lent namespaces of a command line", () => {
  it("are names, separated by commas, each once", () => {
    assert.deepEqual(parseNamespaces("a, b-1,c"), ["a", "b-1", "c"]);
    assert.throws(() => parseNamespaces("a,B"), /--namespaces B: write up to 63/);
    assert.throws(() => parseNamespaces("a,,b"), /--namespaces : write/);
    assert.throws(() => parseNamespaces("a,b,a"), /--namespaces a,b,a: a is there twice/);
  });

  it("have to be one more than the scenario with most needs, with those that steps create", () => {
    const items = [item(["x"], ["late"]), item(["x", "y"])];
    assert.deepEqual(createdNamespaces(items), ["late"]);
    checkLent(items, { namespaces: ["a", "b", "c", "d"] });
    assert.throws(
      () => checkLent(items, { namespaces: ["a", "b", "c"] }),
      /--namespaces a,b,c: 4 namespaces are needed, 3 for the scenario's and one for the sentinels, and 3 are lent/,
    );
  });

  it("contradict what asks for others, for several sessions, or for copies", () => {
    const namespaces = ["a", "b"];
    const check = (flags: Parameters<typeof checkLent>[1]) => () =>
      checkLent([item(["x"])], { namespaces, ...flags });
    check({})();
    check({ jobs: 1, imagePullSecret: ["pull"] })();
    assert.throws(check({ namespaceSuffix: "-x" }), /--namespace-suffix contradict/);
    assert.throws(check({ jobs: 2 }), /--jobs and --namespaces contradict/);
    assert.throws(check({ imagePullSecret: ["ns/pull"] }), /nothing is copied into lent namespaces/);
  });
});
