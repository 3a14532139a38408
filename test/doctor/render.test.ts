import assert from "node:assert/strict";
import { doctorReport, renderDoctor, renderDoctorJson } from "../../src/doctor/index.ts";
import { factsOf } from "./facts.ts";

const grant = ["kubectl apply -f - <<'EOF'", "kind: ClusterRole", "EOF"];
const report = doctorReport(
  factsOf(
    { enforcement: { unknown: "no\u001b[2Jrights" } },
    { rights: { value: { rights: ["create pods, to create the probe pods"], grant } } },
  ),
  9_400,
);

describe("what doctor prints", () => {
  const lines = renderDoctor(report, { color: false }).split("\n");

  it("begins with the cluster and ends with the answer", () => {
    assert.equal(lines[0], "cluster staging, Kubernetes v1.34.4: Calico 3.30.1 (iptables)");
    assert.match(
      lines.at(-2) ?? "",
      /^it was not found out whether NetworkPolicy is enforced: 10 ok, 3 unknown, 1 broken; 9.4 s$/,
    );
  });

  it("has a line for each finding, with why and what to do below what is not ok", () => {
    assert.match(lines[2] ?? "", /^unknown {3}enforcement {2,}it was not found out/);
    assert.match(lines[3] ?? "", /^ +why: no.*rights$/);
    const index = lines.findIndex((line) => line.startsWith("broken"));
    assert.match(lines[index + 2] ?? "", /^ +do: {2}Whoever may grant rights/);
    assert.deepEqual(lines.slice(index + 3, index + 6), grant, "as they are pasted into a shell");
  });

  it("lets no text of the cluster's reach the terminal as it is", () => {
    assert.ok(!renderDoctor(report, { color: false }).includes("\u001b"));
    assert.ok(!renderDoctorJson(report).includes("\u001b"));
  });

  it("is JSON for programs, with the same exit code", () => {
    const json = JSON.parse(renderDoctorJson(report));
    assert.equal(json.schema, "netverdict.dev/doctor/v1");
    assert.equal(json.exitCode, 3);
    assert.equal(json.enforcement, "unknown");
    assert.equal(json.plugins[0].name, "calico");
    assert.equal(json.findings.length, report.findings.length);
  });

  it("is enforced, or not, by the lines of its directions", () => {
    assert.equal(doctorReport(factsOf(), 1).enforcement, "enforced");
  });
});
