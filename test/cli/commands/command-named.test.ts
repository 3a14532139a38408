import assert from "node:assert/strict";
import { netverdict } from "../terminal.ts";

describe("help", () => {
  it("shows a command, or all of them", async () => {
    assert.match((await netverdict("help", "check")).stdout, /^Usage: netverdict check /);
    assert.match((await netverdict("help")).stdout, /^Usage: netverdict .*explain/s);
  });

  it("is bad input for what is no command, with a suggestion", async () => {
    const { code, stderr } = await netverdict("help", "chekc");
    assert.equal(code, 2);
    assert.match(stderr, /^there is no command "chekc": did you mean "check"\?/);
    assert.match((await netverdict("help", "bogus")).stderr, /the commands are: run, check/);
  });
});
