import assert from "node:assert/strict";
import { findingsIn } from "./lint-text.ts";

const IGNORE = "# netverdict-lint-ignore: no-pod-selector every pod is meant";

function found(text: string): readonly string[] {
  return findingsIn({ "f.yaml": text }, { namespace: "x", ignore: ["no-default-deny-egress"] }).map(
    ({ rule, line, column }) => `${rule} ${line}:${column}`,
  );
}

const policy = (above: string, onName: string, aboveSpec: string, onSpec: string): string => `${above}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: p ${onName}
${aboveSpec}
spec: ${onSpec}
  policyTypes: [Ingress]
`;

describe("comments that ignore a rule", () => {
  it("count above the policy, at its name, above the place and at the place", () => {
    assert.deepEqual(found(policy("", "", "", "")), ["no-pod-selector 7:1"]);
    assert.deepEqual(found(policy(IGNORE, "", "", "")), []);
    assert.deepEqual(found(policy("", IGNORE, "", "")), []);
    assert.deepEqual(found(policy("", "", IGNORE, "")), []);
    assert.deepEqual(found(policy("", "", "", IGNORE)), []);
  });

  it("count for their own policy alone", () => {
    const two = `${policy(IGNORE, "", "", "")}---\n${policy("", "", "", "").replace("name: p", "name: q")}`;
    assert.deepEqual(found(two), ["duplicate-policy 14:9", "no-pod-selector 16:1"]);
  });

  it("may name several rules, and a rule that is none is found", () => {
    assert.deepEqual(found(policy(IGNORE.replace("no-pod", "peers-or,no-pod"), "", "", "")), []);
    assert.deepEqual(found(policy("# netverdict-lint-ignore: no-pod-select", "", "", "")), [
      "unknown-ignore 1:27",
      "no-pod-selector 7:1",
    ]);
  });

  it("silence what the API server would refuse at the line of the problem", () => {
    const refused = policy("", "", "", "").replace(
      "  policyTypes",
      "  ingress: {} # netverdict-lint-ignore: invalid a test\n  policyTypes",
    );
    assert.deepEqual(found(refused), []);
  });
});
