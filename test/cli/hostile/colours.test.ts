import assert from "node:assert/strict";
import { netverdict, withFiles } from "../terminal.ts";

const SCENARIO = `
name: "in-name\\e[31m \\x9b31m"
xfail: "xf\\e[35m"
namespaces: { x: {} }
pods: { x/a: { ports: [80] }, x/b: { ports: [80] } }
steps: [{ name: "s", expect: { default: deny } }]
`;

describe("colours of a scenario's own", () => {
  it("paint nothing where colours are wanted", async () => {
    await withFiles({ "a.yaml": SCENARIO }, async (folder) => {
      const { stdout } = await netverdict("run", "--cluster", "memory", `${folder}/a.yaml`, "--color");
      assert.match(stdout, /\u001b\[/);
      // What the file has of it stays as text, without the escape character.
      assert.match(stdout, /in-name \[31m {2}31m/);
      assert.doesNotMatch(stdout, /\u001b\[35m/);
    });
  });
});
