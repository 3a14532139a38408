import assert from "node:assert/strict";
import { requireOpenFiles } from "../../../src/netns/box/open-files.ts";

describe("the files that the programs of a local cluster need", () => {
  it("are asked for before a program is started, in one line with the limit and what sets it", () => {
    assert.throws(() => requireOpenFiles(4, { open: 20, limit: 32 }), {
      name: "ClusterError",
      message: "the local cluster needs 52 open files to start 4 processes, and ulimit -n allows 32",
    });
  });

  it("suffice where the limit is as high as usual", () => {
    requireOpenFiles(4, { open: 20, limit: 52 });
    requireOpenFiles(1);
  });
});
