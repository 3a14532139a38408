import assert from "node:assert/strict";
import { knowingDeviations } from "../../src/deviations/index.ts";
import { declaredSteps, flowName } from "../../src/model/index.ts";
import type { SuiteItem } from "../../src/suite/index.ts";
import { item, world } from "../suite/items.ts";
import { deviationFile, fileText } from "./deviation-text.ts";

const ONE = item("suite/one");
const TWO = item("suite/two", { ...world(["x/a", "x/b"], 2) });

function knowing(text: string, items: readonly SuiteItem[] = [ONE], isExpected = true) {
  return knowingDeviations(items, deviationFile(text), isExpected);
}

/** The cells of which something is known, by the steps' places. */
function known(items: readonly SuiteItem[]): readonly string[] {
  return items.flatMap(({ plan }) =>
    declaredSteps(plan).flatMap(({ task, expected }, index) =>
      task.flows.flatMap((flow, place) => {
        const deviation = expected.deviations?.[place];
        return deviation === undefined ? [] : `${index + 1}: ${flowName(flow)} ${deviation.where}`;
      }),
    ),
  );
}

describe("plans that know deviations", () => {
  it("know them of the cells that are listed, and where they are", () => {
    assert.deepEqual(known(knowing(fileText()).items), ["1: x/a -> x/b:80 toy.yaml:4"]);
    assert.equal(knowing(fileText()).entries, 1);
    assert.deepEqual(known(knowing(fileText({ cells: '"* -> *"' })).items), [
      "1: x/a -> x/b:80 toy.yaml:4",
      "1: x/b -> x/a:80 toy.yaml:4",
    ]);
  });

  it("keep whether they have to be there", () => {
    for (const isExpected of [true, false]) {
      const [step] = declaredSteps(knowing(fileText(), [ONE], isExpected).items[0]?.plan ?? assert.fail());
      assert.equal(step?.expected.deviations?.[0]?.isExpected, isExpected);
    }
  });

  it("are those of the named scenario, wherever its folder lies", () => {
    const elsewhere = { ...ONE, file: "/a/b/suite/one.yml" };
    const other = { ...ONE, file: "/a/b/suite-2/one.yaml" };
    const { items, entries, problems } = knowing(fileText(), [elsewhere, other]);
    assert.deepEqual([known(items).length, entries, problems], [1, 1, []]);
    assert.equal(items[1], other);
  });

  it("are those with the named parameters, in the scenario's order", () => {
    const parameters = (values: Readonly<Record<string, string>>) =>
      item("suite/one", world(["x/a", "x/b"], 1, { parameters: values }));
    const items = [
      parameters({ direction: "ingress", peer: "a, b" }),
      parameters({ direction: "egress", peer: "a, b" }),
      parameters({ direction: "egress", peer: "a" }),
    ];
    const count = (scenario: string) =>
      knowing(fileText({ scenario: JSON.stringify(scenario) }), items).entries;
    const cells = (scenario: string) =>
      known(knowing(fileText({ scenario: JSON.stringify(scenario) }), items).items).length;
    assert.equal(cells("suite/one"), 3);
    assert.equal(cells("suite/one[direction=egress]"), 2);
    assert.equal(cells("suite/one[peer=a, b]"), 2);
    assert.equal(cells("suite/one[direction=egress,peer=a, b]"), 1);
    assert.equal(count("suite/one[direction=nowhere]"), 0);
  });

  it("pass over what is said of scenarios of other files", () => {
    const { items, entries, problems } = knowing(fileText({ scenario: "suite/other" }));
    assert.deepEqual([known(items), entries, problems], [[], 0, []]);
  });

  it("refuse scenarios that a file does not have, steps, cells and what is listed twice", () => {
    const said = (changes: Readonly<Record<string, string>>, items = [ONE]) =>
      knowing(fileText(changes), items).problems.map(
        ({ line, message, hint }) => `${line}: ${message}${hint === undefined ? "" : ` (${hint})`}`,
      );
    assert.deepEqual(said({ scenario: '"suite/one[a=b]"' }), [
      '3: there is no scenario "suite/one[a=b]" among those of its file',
    ]);
    assert.deepEqual(said({ step: "opne" }), ['8: the scenario has no step "opne" (did you mean "open"?)']);
    assert.deepEqual(said({ scenario: "suite/two" }, [TWO]), [
      "3: the scenario has 2 steps, and this does not say which (its steps: open, open)",
    ]);
    assert.deepEqual(said({ cells: "x/a -> x/b:81" }), ['4: the step has no cell "x/a -> x/b:81"']);
    assert.deepEqual(said({ cells: "x/a, x/c -> x/b" }), [
      '4: the step has cells of "x/a, x/c -> x/b", but not of each source and target',
    ]);
    assert.deepEqual(said({ cells: '["x/a -> x/b", "* -> x/b"]' }), [
      "4: x/a -> x/b:80 is listed twice (first in toy.yaml:4)",
    ]);
  });

  it("may learn of several files", () => {
    const { items } = knowing(fileText());
    const more = knowing(fileText({ cells: "x/b -> x/a" }), items);
    assert.equal(known(more.items).length, 2);
    assert.equal(knowing(fileText(), items).problems.length, 1);
  });
});
