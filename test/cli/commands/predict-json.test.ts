import assert from "node:assert/strict";
import { SHOP } from "../manifests.ts";
import { netverdict, scenarioText, withFiles } from "../terminal.ts";

const FILES = {
  "app/shop.yaml": `${SHOP}---\napiVersion: v1\nkind: Thing\nmetadata: { name: t }\n`,
  "s/right.yaml": scenarioText("right"),
  "s/wrong.yaml": scenarioText("wrong", { wrong: true }),
};

async function printed(...args: readonly string[]) {
  let result: unknown;
  let code = -1;
  await withFiles(FILES, async (folder) => {
    const [command = "", path = "", ...rest] = args;
    const ended = await netverdict(command, "--json", `${folder}/${path}`, ...rest);
    assert.equal(ended.stderr, "");
    result = JSON.parse(ended.stdout.replaceAll(folder, "DIR"));
    code = ended.code;
  });
  return { code, result };
}

interface Predicted {
  readonly schema: string;
  readonly predictions: readonly {
    readonly id: string;
    readonly of: string;
    readonly asDeclared?: boolean;
    readonly leftOut: readonly string[];
    readonly steps: readonly { readonly cells: readonly Readonly<Record<string, unknown>>[] }[];
  }[];
}

describe("predictions as JSON", () => {
  it("have every cell of manifests, with its answer and who decided", async () => {
    const { code, result } = await printed("predict", "app");
    const { schema, predictions } = result as Predicted;
    assert.deepEqual([code, schema], [0, "netverdict.dev/prediction/v1"]);
    const [prediction] = predictions;
    assert.ok(prediction !== undefined);
    assert.deepEqual([prediction.id, prediction.of, prediction.leftOut.length], ["DIR/app", "manifests", 1]);
    const cells = prediction.steps.flatMap((step) => step.cells);
    assert.deepEqual(
      cells.map(({ name, answer }) => `${name} ${answer}`),
      [
        "default/db -> default/web:8080 allowed",
        "default/web -> default/db:5432 allowed",
        "default/web -> default/db:9187 denied",
        "default/web -> default/db:5432 via cluster-ip allowed",
      ],
    );
    assert.ok(!("expected" in (cells[0] ?? {})));
  });

  it("say of scenarios what they declare and whether it is so, and exit as without", async () => {
    const { code, result } = await printed("predict", "s");
    const { predictions } = result as Predicted;
    assert.equal(code, 1);
    assert.deepEqual(
      predictions.map(({ id, of, asDeclared }) => [id, of, asDeclared]),
      [
        ["right", "scenario", true],
        ["wrong", "scenario", false],
      ],
    );
    const [cell] = predictions[1]?.steps[0]?.cells ?? [];
    assert.deepEqual([cell?.expected, cell?.answer, cell?.asDeclared], ["deny", "allowed", false]);
  });
});

describe("explanations as JSON", () => {
  it("have an answer for all flows together, and one for each", async () => {
    const { result } = await printed("explain", "app", "default/web -> default/db via pod-ip");
    const { schema, answer, flows, leftOut } = result as {
      readonly schema: string;
      readonly answer: string;
      readonly leftOut: readonly string[];
      readonly flows: readonly { readonly name: string; readonly answer: string }[];
    };
    assert.deepEqual([schema, answer, leftOut.length], ["netverdict.dev/explanation/v1", "some", 1]);
    assert.deepEqual(
      flows.map((flow) => flow.answer),
      ["allowed", "denied"],
    );
  });
});
