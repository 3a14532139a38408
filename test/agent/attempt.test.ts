import assert from "node:assert/strict";
import { deadline, resultOfAnswer, resultOfError } from "../../src/agent/attempt.ts";

function errorOf(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`connect ${code}`), { code });
}

describe("what an attempt says", () => {
  it("is the network's word where an error is the network's", () => {
    const words = ["ECONNREFUSED", "EHOSTUNREACH", "EACCES", "ETIMEDOUT"].map(
      (code) => resultOfError(errorOf(code)).outcome,
    );
    assert.deepEqual(words, ["refused", "unreachable", "unreachable", "timeout"]);
  });

  it("is that nothing was measured where the agent lacks something, and what", () => {
    for (const [code, lack] of [
      ["EMFILE", /^EMFILE: .* file descriptors/],
      ["EAGAIN", /^EAGAIN: .* processes or ports/],
      ["ENOBUFS", /^ENOBUFS: .* buffers/],
      ["EADDRNOTAVAIL", /^EADDRNOTAVAIL: .* source port/],
      ["EWHATEVER", /^EWHATEVER$/],
    ] as const) {
      const { outcome, detail } = resultOfError(errorOf(code));
      assert.equal(outcome, "probe-failed");
      assert.match(detail ?? "", lack);
    }
    assert.equal(resultOfError(new Error("odd")).detail, "odd");
  });

  it("names a listener of ours only when it gives our nonce in a whole answer", () => {
    const answer = { pod: "x/b", run: "r1", nonce: "n", stalls: [] };
    const asked = [{ nonce: "n", askedMs: 0 }];
    assert.deepEqual(resultOfAnswer(JSON.stringify(answer), asked).peer, { pod: "x/b", run: "r1" });
    for (const other of [{ ...answer, nonce: "m" }, { ...answer, stalls: [{}] }, { ...answer, pod: 7 }, "n"])
      assert.deepEqual(resultOfAnswer(JSON.stringify(other), asked).peer, { pod: "", run: "" });
    assert.deepEqual(resultOfAnswer("n", asked), {
      outcome: "answered",
      peer: { pod: "", run: "" },
      detail: 'answered "n"',
    });
  });

  it("counts the questions that were asked in vain before the one that is answered", () => {
    const questions = ["n", "n.1", "n.2"].map((nonce, index) => ({ nonce, askedMs: index * 80 }));
    const answerTo = (nonce: string) =>
      resultOfAnswer(JSON.stringify({ pod: "x/b", run: "r1", nonce, stalls: [] }), questions);
    assert.deepEqual([answerTo("n").lost, answerTo("n").askedMs], [undefined, undefined]);
    assert.deepEqual([answerTo("n.2").lost, answerTo("n.2").askedMs], [2, 160]);
    assert.equal(answerTo("n.3").peer?.pod, "");
  });

  it("is that the agent was not scheduled where its own timer came late", async () => {
    const result = await new Promise((resolve) => {
      deadline(100, resolve, () => ({ outcome: "timeout" }));
      const until = performance.now() + 400;
      // Nothing else can run meanwhile, as when there is no processor for it.
      while (performance.now() < until);
    });
    assert.match(JSON.stringify(result), /probe-failed.*the agent was not scheduled for \d+ ms/);
  });
});
