import assert from "node:assert/strict";
import { join } from "node:path";
import { netverdict, scenarioText, withFiles } from "../terminal.ts";

const FILES = { "a.yaml": scenarioText("good"), "b.yaml": scenarioText("bad", { wrong: true }) };

describe("the predict command", () => {
  it("shows what the policies of a scenario mean", async () => {
    await withFiles(FILES, async (folder) => {
      const { code, stdout } = await netverdict("predict", join(folder, "a.yaml"));
      assert.equal(code, 0);
      assert.match(stdout, /^a: what its policies mean; no cluster was asked\n\nStep 1: first\n/);
      assert.match(stdout, /a: 2 cells: the policies mean what it declares\n/);
    });
  });

  it("fails if a scenario declares something else, and of several shows only such", async () => {
    await withFiles(FILES, async (folder) => {
      const { code, stdout } = await netverdict("predict", folder);
      assert.equal(code, 1);
      assert.match(stdout, /^b: what its policies mean/);
      assert.match(
        stdout,
        /declared deny, predicted allow\n {4}no policy selects either pod\n {6}x\/a -> x\/b:80\n/,
      );
      assert.match(stdout, /\n2 scenarios, 4 cells: not as declared in b\n$/);
    });
  });
});
