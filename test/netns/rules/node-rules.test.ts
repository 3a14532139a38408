import assert from "node:assert/strict";
import { rulesScript } from "../../../src/netns/rules/rules-script.ts";
import { inParts } from "../../../src/netns/rules/table.ts";
import { denyAllIngress, policy } from "../../model/build.ts";
import { dedent } from "../dedent.ts";
import { a, b, c, intoA, layout, rulesOn, stateOf } from "./rules-of-pods.ts";

describe("the rules of a node", () => {
  it("let everything pass where no policy isolates a pod, but track connections from the start", () => {
    assert.equal(
      rulesOn(1, []),
      dedent(`
        table inet t {
          chain forward {
            type filter hook forward priority filter; policy accept;
            ct state established,related accept
          }
        }`),
    );
  });

  it("pass what an isolated pod sends and receives through its two chains, which end in a drop", () => {
    const both = policy("x", "both", {
      podSelector: {},
      policyTypes: ["Ingress", "Egress"],
      ingress: [{ from: [{ podSelector: { matchLabels: { app: "b" } } }], ports: [{ port: 80 }] }],
      egress: [{ to: [{ podSelector: {} }] }],
    });
    assert.equal(
      rulesOn(1, [both]),
      dedent(`
        table inet t {
          chain egress-pod-3 {
            ip daddr { 10.244.1.2, 10.244.2.2 } return # x/both
            drop # x/a
          }
          chain ingress-pod-3 {
            ip saddr { 10.244.2.2 } tcp dport 80 return # x/both
            drop # x/a
          }
          chain forward {
            type filter hook forward priority filter; policy accept;
            ct state established,related accept
            iifname vmap { "pod-3" : jump egress-pod-3 }
            oifname vmap { "pod-3" : jump ingress-pod-3 }
          }
        }`),
    );
  });

  it("isolate only pods of the policy's namespace that it selects", () => {
    assert.match(rulesOn(2, [policy("x", "p", denyAllIngress)]), /chain ingress-pod-4 \{\n {4}drop # x\/b/);
    assert.doesNotMatch(rulesOn(2, [intoA()]), /drop/);
    assert.doesNotMatch(rulesOn(1, [policy("x", "p", denyAllIngress)]), /y\/c/);
  });

  it("go by the labels that pods have now", () => {
    const relabelled = { ...b, labels: { app: "a" } };
    assert.match(rulesOn(2, [intoA()], [a, relabelled, c]), /chain ingress-pod-4/);
  });

  it("come into force at once on each node, when the hooks of the table before are removed", () => {
    const state = stateOf([policy("x", "p", denyAllIngress)]);
    const transactions = rulesScript(layout, state, 7).split("\nRULES");
    assert.deepEqual(
      transactions.map((text) => text.match(/node-\d|(?<=chain )\S+|delete.*/g)),
      [
        ["node-1", "delete table inet netverdict-7", "ingress-pod-3"],
        ["node-1", "forward", "delete table inet netverdict-6"],
        ["node-2", "delete table inet netverdict-7", "ingress-pod-4"],
        ["node-2", "forward", "delete table inet netverdict-6"],
        null,
      ],
    );
  });

  it("are told to the kernel in parts, which keep the order of every chain's rules", () => {
    const long = { name: "long", lines: Array.from({ length: 9 }, (_, index) => `rule ${index}`) };
    const empty = { name: "empty", lines: [] };
    const ends = [{ name: "short", lines: ["one"] }, long, empty, { name: "end", lines: ["drop"] }];
    const parts = inParts(ends, 120);
    assert.equal(parts.length, 3);
    const all = parts.flat();
    assert.deepEqual([...new Set(all.map(({ name }) => name))], ["short", "long", "empty", "end"]);
    assert.deepEqual(
      all.filter(({ name }) => name === "long").flatMap(({ lines }) => lines),
      long.lines,
    );
  });
});
