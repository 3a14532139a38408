import assert from "node:assert/strict";
import { type FolderEntry, findFiles } from "../../src/suite/index.ts";

const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  suite: ["z.yaml", "a.yml", "README.md", ".github", "policies", "manifests", "known-deviations", "deep"],
  "suite/deep": ["policies", "k8s", "c.yaml"],
  "suite/deep/k8s": ["d.yaml"],
  "suite/deep/policies": ["e.yaml"],
  "suite/policies": ["e.yaml"],
  "suite/manifests": ["f.yaml"],
  "suite/known-deviations": ["g.yaml"],
  other: ["a.yml"],
  empty: ["policies"],
};

function look(path: string): FolderEntry {
  const names = FOLDERS[path];
  return names === undefined ? "file" : { names };
}

function found(...paths: readonly string[]): readonly (readonly string[])[] {
  return findFiles(paths, look).map(({ path, id }) => [path, id]);
}

describe("the files of a suite", () => {
  it("are the YAML files of a folder and of those below it, sorted, without policies, manifests, known deviations and hidden folders", () => {
    assert.deepEqual(found("suite"), [
      ["suite/a.yml", "a"],
      ["suite/deep/c.yaml", "deep/c"],
      ["suite/deep/k8s/d.yaml", "deep/k8s/d"],
      ["suite/z.yaml", "z"],
    ]);
  });

  it("are taken as they are when they are named themselves, whatever their names", () => {
    assert.deepEqual(found("suite/README.md"), [["suite/README.md", "README.md"]]);
    assert.deepEqual(found("suite/policies"), [["suite/policies/e.yaml", "e"]]);
  });

  it("come once, however often they are named", () => {
    assert.deepEqual(found("other", "./other/a.yml"), [["./other/a.yml", "a"]]);
  });

  it("have their whole paths as ids where two would have the same", () => {
    assert.deepEqual(
      found("suite/a.yml", "other").map(([, id]) => id),
      ["suite/a", "other/a"],
    );
  });

  it("may be none", () => {
    assert.deepEqual(found("empty"), []);
  });
});
