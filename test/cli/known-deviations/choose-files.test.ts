import assert from "node:assert/strict";
import { chooseFiles, type PluginFinding } from "../../../src/cli/known-deviations/choose-files.ts";
import type { GivenDeviations } from "../../../src/cli/known-deviations/load-deviations.ts";
import { deviationFile } from "../../deviations/deviation-text.ts";

function given(plugin: string, version: string, isOfFolder: boolean): GivenDeviations {
  const file = deviationFile(`plugin: ${plugin}\nversions: ["${version}"]\ndeviations: []\n`);
  return { file: { ...file, file: `${plugin}-${version}.yaml` }, isOfFolder };
}

/** The files that are chosen, and what is said. */
function chosen(files: readonly GivenDeviations[], plugin: PluginFinding): readonly (readonly string[])[] {
  const notes: string[] = [];
  const found = chooseFiles(files, plugin, (line) => notes.push(line));
  return [found.map(({ file }) => file), notes];
}

const FOLDER = [given("toy", "1.1", true), given("toy", "1.2", true), given("other", "7.0", true)];
const NOBODY = { unknown: "it does not say" };

describe("files of known deviations", () => {
  it("of a folder are those of the cluster's plugin in its version", () => {
    assert.deepEqual(chosen(FOLDER, { name: "toy", version: "1.2.3" }), [["toy-1.2.yaml"], []]);
  });

  it("of a folder without one for the cluster are none, which is told", () => {
    for (const plugin of [
      { name: "toy", version: "1.3" },
      { name: "toy" },
      { name: "third", version: "1.2" },
      NOBODY,
    ]) {
      const [names, notes] = chosen(FOLDER, plugin);
      assert.deepEqual(names, []);
      assert.match(
        notes?.join() ?? "",
        /^nothing is known of .*: the files .* are about toy 1\.1, toy 1\.2, other 7\.0$/,
      );
    }
  });

  it("by their paths have to be about the cluster's plugin", () => {
    assert.throws(
      () => chosen([given("toy", "1.2", false)], { name: "other", version: "7.0" }),
      /toy-1\.2\.yaml: it is about toy 1\.2, and this cluster has other 7\.0/,
    );
  });

  it("by their paths are taken with a note where version or plugin are others or not known", () => {
    const files = [given("toy", "1.2", false)];
    assert.deepEqual(chosen(files, { name: "toy", version: "1.2.9" }), [["toy-1.2.yaml"], []]);
    for (const [plugin, note] of [
      [{ name: "toy", version: "1.3" }, /is about toy 1\.2, and this cluster has toy 1\.3/],
      [{ name: "toy" }, /which version of toy this cluster has is not known/],
      [NOBODY, /is taken for right, since the cluster's network plugin is not known: it does not say/],
    ] as const) {
      const [names, notes] = chosen(files, plugin);
      assert.deepEqual(names, ["toy-1.2.yaml"]);
      assert.match(notes?.join() ?? "", note);
    }
  });
});
