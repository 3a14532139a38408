import assert from "node:assert/strict";
import { parse } from "yaml";
import { grantLines } from "../../../src/kubernetes/permissions/grant-lines.ts";
import { ROLES, rulesOf } from "../../../src/kubernetes/permissions/roles.ts";

describe("the lines of kubectl that grant a role", () => {
  it("apply the role, of the rules that are needed, and bind it to the user", () => {
    const lines = grantLines({ role: ROLES.read, user: "alice" });
    assert.deepEqual(lines, [
      "kubectl apply -f - <<'EOF'",
      "apiVersion: rbac.authorization.k8s.io/v1",
      "kind: ClusterRole",
      "metadata: { name: netverdict-read-only }",
      "rules:",
      '  - { apiGroups: [""], resources: [namespaces, pods, services], verbs: [list] }',
      '  - { apiGroups: ["networking.k8s.io"], resources: [networkpolicies], verbs: [list] }',
      "EOF",
      "kubectl create clusterrolebinding netverdict-read-only-alice --clusterrole=netverdict-read-only --user=alice",
    ]);
  });

  it("hold a manifest that reads as the rules", () => {
    const lines = grantLines({ role: ROLES.own, user: "alice" });
    const manifest = lines.slice(1, lines.indexOf("EOF")).join("\n");
    assert.deepEqual(parse(manifest).rules, rulesOf(ROLES.own));
  });

  it("do so in each of the lent namespaces, and nowhere else", () => {
    const lines = grantLines({ role: ROLES.lent, user: "alice", namespaces: ["a", "b"] });
    assert.equal(lines[0], "for namespace in a b; do");
    assert.equal(lines[1], `kubectl apply -n "$namespace" -f - <<'EOF'`);
    assert.equal(
      lines.at(-1),
      'kubectl create rolebinding netverdict-alice --role=netverdict --user=alice -n "$namespace"; done',
    );
  });

  const bound = (user: string | undefined) =>
    grantLines({ role: ROLES.read, user }).at(-1)?.split(" ").at(-1);

  it("name a service account as such", () => {
    assert.equal(bound("system:serviceaccount:ci:net.verdict"), "--serviceaccount=ci:net.verdict");
  });

  it("leave the name open where the server does not tell it", () => {
    assert.equal(bound(undefined), "--user=NAME");
  });

  it("hand a name to the shell as one word, whatever is in it", () => {
    const line = grantLines({ role: ROLES.read, user: "o'neil; $(reboot) `x`" }).at(-1);
    assert.match(line ?? "", / --user='o'\\''neil; \$\(reboot\) `x`'$/);
    assert.match(line ?? "", / netverdict-read-only-o-neil-reboot-x --/);
  });
});
