import assert from "node:assert/strict";
import { ERASE_LINE, forTerminal } from "../../src/safe-text/index.ts";

const STRICT = { colors: false, live: false };

describe("text for a terminal", () => {
  it("keeps lines and tabs, and nothing else that a terminal obeys", () => {
    assert.equal(forTerminal("a\tb\nc", STRICT), "a\tb\nc");
    const text = forTerminal("\u001b[31m\u009b31m\u0007\r\u0000\u2028\u2029\u202e\u2066\u200f\u007f", STRICT);
    assert.equal(text, `\ufffd[31m\ufffd31m${"\ufffd".repeat(9)}`);
  });

  it("keeps colours and the live line only where they are meant, and no other sequence", () => {
    const text = `${ERASE_LINE}\u001b[1mx\u001b[22m\u001b[2J\u001b]0;t`;
    assert.equal(
      forTerminal(text, { colors: true, live: true }),
      `${ERASE_LINE}\u001b[1mx\u001b[22m\ufffd[2J\ufffd]0;t`,
    );
    assert.equal(
      forTerminal(text, { colors: true, live: false }).startsWith("\ufffd\ufffd[2K\u001b[1m"),
      true,
    );
    assert.doesNotMatch(forTerminal(text, STRICT), /\u001b/);
  });

  it("holds no workflow command of GitHub, whatever white space or colour is before it", () => {
    for (const before of ["", "  ", "\t\u3000", "x\n \u001b[31m"]) {
      const text = forTerminal(`${before}::error::x ##[error]y`, { colors: true, live: false });
      assert.equal(text, `${before}: :error::x ## [error]y`);
    }
  });
});
