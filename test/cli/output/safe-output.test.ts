import assert from "node:assert/strict";
import { Writable } from "node:stream";
import { SafeOutput } from "../../../src/cli/output/safe-output.ts";
import { captured } from "../terminal.ts";

describe("what is printed", () => {
  it("is harmless even if it comes in pieces", () => {
    const { stream, text } = captured();
    const output = new SafeOutput(stream);
    for (const piece of ["a\n ", ":", ":error::x #", "#", "[error]", "\u001b", "[31m\n", "::warning::"])
      output.write(piece);
    assert.equal(text(), "a\n : :error::x ## [error]\ufffd[31m\n: :warning::");
  });

  it("has colours once they are wanted", () => {
    const { stream, text } = captured();
    const output = new SafeOutput(stream);
    output.write("\u001b[31mx\n");
    output.allowColors();
    output.write("\u001b[31mx\n");
    assert.equal(text(), "\ufffd[31mx\n\u001b[31mx\n");
  });

  it("ends nothing when it cannot be written, and says why", async () => {
    const full = new Writable({
      autoDestroy: false,
      write: (_chunk, _encoding, done) => done(Object.assign(new Error("no space"), { code: "ENOSPC" })),
    });
    const output = new SafeOutput(full);
    output.write("a\n");
    assert.equal((await output.failure())?.code, "ENOSPC");
    output.write("b\n");
    assert.equal((await output.failure())?.code, "ENOSPC");
  });
});
