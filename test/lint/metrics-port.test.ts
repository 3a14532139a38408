import assert from "node:assert/strict";
import { findingsIn } from "./lint-text.ts";

const web = (annotations = "", more = ""): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  template:
    metadata: { labels: { app: web }, annotations: { ${annotations} } }
    spec: { ${more}containers: [{ name: c, image: c, ports: [{ containerPort: 80, name: http }, { containerPort: 9102, name: metrics }] }] }
`;

const ANNOTATED = web('prometheus.io/scrape: "true", prometheus.io/port: "9102"');

const service = (more = ""): string => `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop, labels: { part: web }${more} }
spec: { selector: { app: web }, ports: [{ name: web, port: 80, targetPort: http }, { name: stats, port: 81, targetPort: metrics }] }
`;

const monitor = (kind: string, spec: string, namespace = "shop"): string => `
apiVersion: monitoring.coreos.com/v1
kind: ${kind}
metadata: { name: web, namespace: ${namespace} }
spec: ${spec}
`;

const policy = (ingress: string, name = "web"): string => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: shop }
spec: { podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress], ingress: ${ingress} }
`;

const ONLY_HTTP = policy("[{ from: [{ podSelector: {} }], ports: [{ port: http }] }]");

const found = (...documents: readonly string[]): readonly string[] =>
  findingsIn({ "m.yaml": documents.join("---") }, { only: ["metrics-port"] }).map(
    ({ severity, message }) => `${severity} ${message}`,
  );

const leftOut = (source: string): readonly string[] => [
  `info metrics of shop/web are to be read from port 9102 (${source}), and no rule allows that port`,
];

describe("metrics-port", () => {
  it("notes a port that a pod's or a Service's annotation names and no rule allows", () => {
    assert.deepEqual(found(ANNOTATED, ONLY_HTTP), leftOut("the annotation prometheus.io/port"));
    const annotated = service(', annotations: { prometheus.io/scrape: "true", prometheus.io/port: "9102" }');
    assert.deepEqual(
      found(web(), annotated, ONLY_HTTP),
      leftOut("the annotation prometheus.io/port of the Service web"),
    );
  });

  it("notes a port that a ServiceMonitor leads to by name or number, wherever the monitor is", () => {
    for (const endpoint of ["port: stats", "targetPort: metrics", "targetPort: 9102"])
      assert.deepEqual(
        found(
          web(),
          service(),
          monitor(
            "ServiceMonitor",
            `{ selector: { matchLabels: { part: web } }, endpoints: [{ ${endpoint} }] }`,
          ),
          ONLY_HTTP,
        ),
        leftOut("the ServiceMonitor web"),
      );
    const elsewhere = (namespaces: string): readonly string[] =>
      found(
        web(),
        service(),
        monitor("ServiceMonitor", `{ selector: {}, ${namespaces}endpoints: [{ port: stats }] }`, "ops"),
        ONLY_HTTP,
      );
    assert.deepEqual(elsewhere("namespaceSelector: { any: true }, "), leftOut("the ServiceMonitor web"));
    assert.deepEqual(
      elsewhere("namespaceSelector: { matchNames: [shop] }, "),
      leftOut("the ServiceMonitor web"),
    );
    assert.deepEqual(elsewhere(""), []);
  });

  it("notes a port that a PodMonitor names", () => {
    const by = (endpoint: string, labels = "app: web"): readonly string[] =>
      found(
        web(),
        monitor(
          "PodMonitor",
          `{ selector: { matchLabels: { ${labels} } }, podMetricsEndpoints: [{ ${endpoint} }] }`,
        ),
        ONLY_HTTP,
      );
    assert.deepEqual(by("port: metrics"), leftOut("the PodMonitor web"));
    assert.deepEqual(by("portNumber: 9102"), leftOut("the PodMonitor web"));
    assert.deepEqual(by("port: metrics", "app: other"), []);
    assert.deepEqual(by("port: nobody-names-this"), []);
  });

  it("says nothing where any policy of the pod allows the port, to whomever, by number, name, range or none", () => {
    for (const port of ["port: 9102", "port: metrics", "port: 9000, endPort: 9200", "protocol: TCP"])
      assert.deepEqual(
        found(ANNOTATED, ONLY_HTTP, policy(`[{ ports: [{ ${port} }] }]`, "metrics")),
        [],
        port,
      );
    assert.deepEqual(found(ANNOTATED, ONLY_HTTP, policy("[{ from: [{ podSelector: {} }] }]", "all")), []);
  });

  it("counts neither UDP nor egress", () => {
    const udp = policy("[{ ports: [{ port: 9102, protocol: UDP }] }]", "udp");
    assert.equal(found(ANNOTATED, ONLY_HTTP, udp).length, 1);
    const egress = ONLY_HTTP.replace(
      "policyTypes: [Ingress], ingress",
      "policyTypes: [Egress], egress",
    ).replace("from:", "to:");
    assert.deepEqual(found(ANNOTATED, egress), []);
  });

  it("says nothing of pods that no policy isolates, that are on the host network, or that are not to be scraped", () => {
    assert.deepEqual(found(ANNOTATED), []);
    assert.deepEqual(
      found(
        web('prometheus.io/scrape: "true", prometheus.io/port: "9102"', "hostNetwork: true, "),
        ONLY_HTTP,
      ),
      [],
    );
    assert.deepEqual(found(web('prometheus.io/scrape: "false", prometheus.io/port: "9102"'), ONLY_HTTP), []);
    assert.deepEqual(found(web('prometheus.io/port: "9102"'), ONLY_HTTP), []);
  });

  it("points at the policy that has rules where another denies everything", () => {
    const deny = policy("[]", "deny").replace("{ matchLabels: { app: web } }", "{}");
    const [finding] = findingsIn(
      { "m.yaml": [ANNOTATED, deny, ONLY_HTTP].join("---") },
      { only: ["metrics-port"] },
    );
    assert.equal(finding?.object, "NetworkPolicy shop/web");
  });
});

describe("labels that stand on workloads and not on their pods", () => {
  const job = `
apiVersion: batch/v1
kind: Job
metadata: { name: install, namespace: shop, labels: { part: job } }
spec: { template: { metadata: { labels: { app: shop } }, spec: { containers: [{ name: c, image: c }] } } }
`;
  const subject = (labels: string): string =>
    policy("[]").replace("{ matchLabels: { app: web } }", `{ matchLabels: { ${labels} } }`);
  const hints = (...documents: readonly string[]): readonly string[] =>
    findingsIn({ "m.yaml": documents.join("---") }, { only: ["selects-nothing", "peer-no-pod"] }).map(
      ({ hint = "" }) => hint.split(",")[0] ?? "",
    );

  it("are named with the workload and its place, also where its pods have the rest of the labels", () => {
    assert.deepEqual(hints(job, subject("part: job")), ["Job shop/install (m.yaml:4) has it"]);
    assert.deepEqual(hints(job, subject("app: shop, part: job")), ["Job shop/install (m.yaml:4) has it"]);
  });

  it("are those of the namespaces that are meant", () => {
    const elsewhere = job.replace("namespace: shop", "namespace: other");
    const peer = policy("[{ from: [{ podSelector: { matchLabels: { part: job } } }] }]").replace(
      "{ matchLabels: { app: web } }",
      "{}",
    );
    assert.deepEqual(hints(job, peer), ["Job shop/install (m.yaml:4) has it"]);
    assert.deepEqual(hints(web(), elsewhere, peer), ["correct the selector"]);
  });
});
