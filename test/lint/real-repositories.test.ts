import assert from "node:assert/strict";
import { findingsIn } from "./lint-text.ts";

const policy = (spec: string, namespace = "shop"): string => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: p, namespace: ${namespace} }
spec: ${spec}
`;

const workload = (kind: string, name: string, own: string, labels: string, spec = ""): string => `
apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name}, namespace: shop, labels: { ${own} } }
spec: { template: { metadata: { labels: { ${labels} } }, spec: { ${spec}containers: [{ name: c, image: x }] } } }
`;

const found = (only: string, ...documents: readonly string[]): readonly string[] =>
  findingsIn({ "m.yaml": documents.join("---") }, { only: [only] }).map(
    ({ severity, line, column, message }) => `${severity} ${line}:${column} ${message}`,
  );

const API = "{ podSelector: { matchLabels: { app: api } } }";

describe("split-rule", () => {
  const split = (direction: "ingress" | "egress", peers: string, ports: string): readonly string[] => {
    const key = direction === "ingress" ? "from" : "to";
    const types = direction === "ingress" ? "[Ingress]" : "[Egress]";
    return found(
      "split-rule",
      policy(
        `{ podSelector: {}, policyTypes: ${types}, ${direction}: [{ ${key}: [${peers}] }, { ports: [${ports}] }] }`,
      ),
    );
  };

  it("finds peers in one item and ports in the next, in both directions", () => {
    assert.match(
      split("ingress", API, "{ port: 80 }")[0] ?? "",
      /every port of the peers of rule 1 of ingress/,
    );
    assert.equal(split("egress", API, "{ port: 53, protocol: UDP }, { port: 5432 }").length, 1);
  });

  it("leaves alone ports that are those of DNS, which everybody may be asked on", () => {
    assert.deepEqual(split("egress", API, "{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }"), []);
  });

  it("leaves alone ports before peers, and rules that have both", () => {
    assert.deepEqual(
      found(
        "split-rule",
        policy(`{ podSelector: {}, ingress: [{ ports: [{ port: 80 }] }, { from: [${API}] }] }`),
      ),
      [],
    );
    assert.deepEqual(
      found(
        "split-rule",
        policy(
          `{ podSelector: {}, ingress: [{ from: [${API}], ports: [{ port: 1 }] }, { ports: [{ port: 80 }] }] }`,
        ),
      ),
      [],
    );
  });
});

describe("host-network", () => {
  const exporter = workload("DaemonSet", "exporter", "", "app: api", "hostNetwork: true, ");

  it("finds policies and peers whose only pods are on the host network", () => {
    const subject = policy("{ podSelector: { matchLabels: { app: api } }, ingress: [{}] }");
    const peer = policy(`{ podSelector: {}, ingress: [{ from: [${API}] }] }`);
    assert.match(
      found("host-network", exporter, subject)[0] ?? "",
      /^warning .*shop\/exporter is on the host network/,
    );
    assert.equal(found("host-network", exporter, peer).length, 1);
  });

  it("says nothing where other pods are selected too, or all pods are", () => {
    const other = workload("Deployment", "api", "", "app: api");
    assert.deepEqual(
      found("host-network", exporter, other, policy("{ podSelector: { matchLabels: { app: api } } }")),
      [],
    );
    assert.deepEqual(found("host-network", exporter, policy("{ podSelector: {} }")), []);
  });
});

describe("in-value-of-nobody", () => {
  const web = workload("Deployment", "web", "", "part: web");
  const peers = policy(
    "{ podSelector: {}, ingress: [{ from: [{ podSelector: { matchExpressions: [{ key: part, operator: In, values: [web, job] }] } }] }] }",
  );

  it("warns of a value that stands on a workload and not on its pods, and names the workload", () => {
    const job = workload("Job", "install", "part: job", "none: here");
    const [finding] = findingsIn(
      { "m.yaml": `${web}---${job}---${peers}` },
      { only: ["in-value-of-nobody"] },
    );
    assert.equal(finding?.severity, "warning");
    assert.match(finding?.hint ?? "", /^Job shop\/install \(m\.yaml:9\) has it/);
  });

  it("notes a value that is nobody's, unless others may have it", () => {
    assert.match(
      found("in-value-of-nobody", web, peers)[0] ?? "",
      /^info .*no pod that is meant here has the label part=job$/,
    );
    const operator = "\napiVersion: acme.example/v1\nkind: Shop\nmetadata: { name: s, namespace: shop }\n";
    assert.deepEqual(found("in-value-of-nobody", web, operator, peers), []);
  });

  it("says nothing where every value is somebody's", () => {
    assert.deepEqual(found("in-value-of-nobody", web, workload("Job", "job", "", "part: job"), peers), []);
  });
});

describe("missing-dns", () => {
  const egress = (rule: string): readonly string[] =>
    found(
      "missing-dns",
      policy(`{ podSelector: {}, policyTypes: [Egress], egress: [{ ports: [{ port: 80 }] }, ${rule}] }`),
    );

  it("knows the DNS of OpenShift, whose pods listen on 5353", () => {
    const peer = "{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: openshift-dns } } }";
    assert.deepEqual(egress(`{ to: [${peer}], ports: [{ port: 5353, protocol: UDP }, { port: 5353 }] }`), []);
    assert.equal(egress(`{ to: [${peer}], ports: [{ port: 5354, protocol: UDP }] }`).length, 1);
  });
});
