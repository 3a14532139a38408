import assert from "node:assert/strict";
import { join } from "node:path";
import { findConfig } from "../../../src/cli/config/find-config.ts";
import { withFiles } from "../terminal.ts";

const FILE = ".netverdict.yaml";

describe("the configuration of a folder", () => {
  it("is the nearest at or above it", async () => {
    await withFiles({ [`${FILE}`]: "", [`a/${FILE}`]: "", "a/b/c/x": "", "d/x": "" }, (folder) => {
      assert.equal(findConfig(folder), join(folder, FILE));
      assert.equal(findConfig(join(folder, "a/b/c")), join(folder, "a", FILE));
      assert.equal(findConfig(join(folder, "d")), join(folder, FILE));
    });
  });

  it("is not above the repository, whose .git may be a folder or a file", async () => {
    await withFiles(
      { [FILE]: "", "a/.git/HEAD": "", "a/b/x": "", "c/.git": "gitdir: x", "c/d/x": "" },
      (folder) => {
        assert.equal(findConfig(join(folder, "a/b")), undefined);
        assert.equal(findConfig(join(folder, "c/d")), undefined);
      },
    );
    await withFiles({ ".git/HEAD": "", [FILE]: "", "a/x": "" }, (folder) =>
      assert.equal(findConfig(join(folder, "a")), join(folder, FILE)),
    );
  });

  it("need not be there: the search ends at the root", async () => {
    assert.equal(findConfig("/"), undefined);
  });
});
