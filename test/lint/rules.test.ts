import assert from "node:assert/strict";
import { findingsIn, rulesIn } from "./lint-text.ts";

/** A policy of namespace x called `name`, with a spec in flow style. */
function policy(spec: string, name = "p", namespace: string | undefined = "x"): string {
  const place = namespace === undefined ? "" : `, namespace: ${namespace}`;
  return `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}${place} }
spec: ${spec}
`;
}

function pod(ref: string, labels: string, ports = ""): string {
  const [namespace, name] = ref.split("/");
  return `---
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${namespace}, labels: { ${labels} } }
spec: { containers: [{ name: c, image: c, ports: [${ports}] }] }
`;
}

const namespace = (name: string, labels = ""): string =>
  `---\napiVersion: v1\nkind: Namespace\nmetadata: { name: ${name}, labels: { ${labels} } }\n`;

const DENY = policy("{ podSelector: {}, policyTypes: [Ingress, Egress] }", "default-deny");
const DNS = "{ ports: [{ port: 53, protocol: UDP }, { port: 53 , protocol: TCP }] }";

/** The rules that speak, beside a default deny in namespace x. */
function rules(...objects: readonly string[]): readonly string[] {
  return rulesIn(findingsIn({ "f.yaml": `${DENY}${objects.join("")}` }), "f.yaml");
}

describe("rules about labels", () => {
  const fromApp = (app: string): string =>
    policy(`{ podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { app: ${app} } } }] }] }`);

  it("say nothing while no pod is known", () => {
    assert.deepEqual(rules(policy("{ podSelector: { matchLabels: { app: web } } }")), []);
    assert.deepEqual(rules(fromApp("web")), []);
  });

  it("say nothing of a namespace whose pods are not known", () => {
    assert.deepEqual(
      rules(pod("z/a", "app: api"), namespace("z"), fromApp("web")).join(),
      "no-default-deny-egress,no-default-deny-ingress",
    );
  });

  it("find a policy in the wrong namespace by the pods that it would select elsewhere", () => {
    const found = findingsIn({
      "f.yaml": `${pod("z/web", "app: web")}${policy("{ podSelector: { matchLabels: { app: web } } }")}`,
    });
    assert.match(
      found.find(({ rule }) => rule === "selects-nothing")?.hint ?? "",
      /z\/web would be selected/,
    );
  });

  it("do not take numbered siblings for a misspelling", () => {
    assert.deepEqual(rules(pod("x/a", "app: worker-1"), fromApp("worker-2")), ["peer-no-pod"]);
    assert.deepEqual(rules(pod("x/a", "app: worker-one"), fromApp("worker-onne")), ["label-typo"]);
  });

  it("find the misspelled one of several values only if it is long", () => {
    const either = (values: string): string =>
      policy(`{ podSelector: { matchExpressions: [{ key: app, operator: In, values: [${values}] }] } }`);
    assert.deepEqual(rules(pod("x/a", "app: web"), either("web, wab")), ["in-value-of-nobody"]);
    assert.deepEqual(rules(pod("x/a", "app: frontend"), either("frontend, forntend")), ["label-typo"]);
  });

  it("find a misspelled key and value in expressions, and leave absent keys to DoesNotExist and NotIn", () => {
    const by = (requirement: string): string =>
      policy(`{ podSelector: { matchExpressions: [${requirement}] } }`);
    const web = pod("x/a", "app: frontend");
    assert.deepEqual(rules(web, by("{ key: ap, operator: Exists }")), ["label-typo"]);
    assert.deepEqual(rules(web, by("{ key: ap, operator: In, values: [frontend] }")), ["label-typo"]);
    assert.deepEqual(rules(web, by("{ key: app, operator: NotIn, values: [fronted] }")), ["label-typo"]);
    assert.deepEqual(rules(web, by("{ key: ap, operator: NotIn, values: [frontend] }")), []);
    assert.deepEqual(rules(web, by("{ key: ap, operator: DoesNotExist }")), []);
  });

  it("know the recommended labels under which a value stands", () => {
    const [found] = findingsIn({
      "f.yaml": `${DENY}${pod("x/a", "app.kubernetes.io/name: frontend")}${fromApp("frontend")}`,
    });
    assert.match(found?.hint ?? "", /did you mean app\.kubernetes\.io\/name=frontend\? x\/a has it/);
  });

  it("let a policy without a namespace select in any", () => {
    const open = policy("{ podSelector: { matchLabels: { app: web } } }", "p", undefined).replace(
      ", namespace: x",
      "",
    );
    assert.ok(!rules(pod("x/a", "app: web"), pod("x/b", "app: api"), open).includes("selects-nothing"));
  });
});

describe("rules about namespaces", () => {
  const from = (labels: string): string =>
    policy(
      `{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { ${labels} } } }] }] }`,
    );

  it("speak only if a Namespace is there", () => {
    assert.deepEqual(rules(from("team: b")), []);
    assert.deepEqual(rules(namespace("x", "team: a"), from("team: b")), ["peer-no-namespace"]);
    assert.deepEqual(rules(namespace("x", "team: a"), from("team: a")), []);
  });

  it("know that a cluster has namespaces of its own", () => {
    assert.deepEqual(rules(namespace("x"), from("kubernetes.io/metadata.name: kube-system")), []);
  });

  it("are not sure of labels that namespaces of others may have, unless the world is whole", () => {
    const other = from("network.openshift.io/policy-group: ingress");
    const severities = (wholeWorld: boolean) =>
      findingsIn({ "f.yaml": `${DENY}${namespace("x", "team: a")}${other}` }, { wholeWorld }).map(
        ({ rule, severity }) => `${severity} ${rule}`,
      );
    assert.deepEqual(severities(false), ["info peer-no-namespace"]);
    assert.deepEqual(severities(true), ["warning peer-no-namespace"]);
  });

  it("are not sure of a namespace by name that is not in the input", () => {
    const found = findingsIn({
      "f.yaml": `${DENY}${namespace("x")}${from("kubernetes.io/metadata.name: logging")}`,
    });
    assert.deepEqual(
      found.map(({ rule, severity }) => `${severity} ${rule}`),
      ["info peer-no-namespace"],
    );
  });

  it("explain that a namespace is selected by its labels", () => {
    const found = findingsIn({
      "f.yaml": `${DENY}${namespace("x", "team: a")}${namespace("monitoring")}${from("name: monitoring")}`,
    });
    const hints = found
      .filter(({ file }) => file === "f.yaml")
      .map(({ hint }) => hint ?? "")
      .join("\n");
    assert.match(hints, /kubernetes\.io\/metadata\.name[:=] ?monitoring/);
  });
});

describe("the rule about two peers where one was meant", () => {
  const or = (pods: string): string =>
    policy(
      `{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: b } } }, { podSelector: ${pods} }] }] }`,
    );
  const severities = (...objects: readonly string[]): readonly string[] =>
    findingsIn({ "f.yaml": `${DENY}${objects.join("")}` })
      .filter(({ rule }) => rule === "peers-or")
      .map(({ severity }) => severity);

  it("is a warning, and a note where there are such pods in the policy's own namespace", () => {
    assert.deepEqual(severities(or("{ matchLabels: { app: web } }")), ["warning"]);
    assert.deepEqual(severities(pod("x/a", "app: api"), or("{ matchLabels: { app: web } }")), ["warning"]);
    assert.deepEqual(severities(pod("x/a", "app: web"), or("{ matchLabels: { app: web } }")), ["info"]);
  });

  it("takes all pods of the own namespace beside another namespace for meant", () => {
    assert.deepEqual(severities(or("{}")), []);
  });

  it("shows both forms", () => {
    const found = findingsIn({ "f.yaml": or("{ matchLabels: { app: web } }") }).find(
      ({ rule }) => rule === "peers-or",
    );
    assert.match(found?.hint ?? "", /- namespaceSelector:\n {6}matchLabels:\n {8}team: b\n {4}podSelector:/);
    assert.match(found?.hint ?? "", / {2}- podSelector:\n {6}matchLabels:\n {8}app: web$/);
  });
});

describe("the rule about DNS", () => {
  const calls = (rule: string, name = "p", selector = "{ matchLabels: { app: web } }"): string =>
    policy(`{ podSelector: ${selector}, policyTypes: [Egress], egress: [${rule}] }`, name);
  const TO_DB = "{ to: [{ podSelector: { matchLabels: { app: db } } }], ports: [{ port: 5432 }] }";

  it("says nothing of pods that may call nothing, or everything", () => {
    assert.deepEqual(rules(), []);
    assert.deepEqual(rules(calls("{}")), []);
  });

  it("counts what another policy for the same pods allows", () => {
    assert.deepEqual(rules(calls(TO_DB)), ["missing-dns"]);
    assert.deepEqual(rules(calls(TO_DB), calls(DNS, "dns", "{}")), []);
    assert.deepEqual(rules(calls(TO_DB), calls(DNS, "dns", "{ matchLabels: { app: api } }")), [
      "missing-dns",
    ]);
  });

  it("counts by pods where pods are known", () => {
    const world = [pod("x/web", "app: web, tier: front"), pod("x/db", "app: db")];
    assert.deepEqual(
      rules(...world, calls(TO_DB), calls(DNS, "dns", "{ matchLabels: { tier: front } }")),
      [],
    );
    assert.deepEqual(rules(...world, calls(TO_DB), calls(DNS, "dns", "{ matchLabels: { app: db } }")), [
      "missing-dns",
    ]);
  });

  it("takes for DNS whatever may be it", () => {
    const to = (peer: string, ports = ""): readonly string[] => rules(calls(`{ to: [${peer}]${ports} }`));
    assert.deepEqual(to("{ namespaceSelector: {} }"), []);
    assert.deepEqual(
      to("{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } } }"),
      [],
    );
    assert.deepEqual(
      to("{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: openshift-dns } } }"),
      [],
    );
    assert.deepEqual(to("{ ipBlock: { cidr: 10.0.0.0/8 } }"), []);
    assert.deepEqual(to("{ ipBlock: { cidr: 203.0.113.0/24 } }"), ["missing-dns"]);
    assert.deepEqual(to("{ namespaceSelector: { matchLabels: { team: b } } }"), ["missing-dns"]);
    assert.deepEqual(to("{ podSelector: {} }"), ["missing-dns"]);
    assert.deepEqual(
      to("{ podSelector: {} }", ", ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }]"),
      [],
    );
  });

  it("leaves a port 53 without protocol to the rule about that", () => {
    assert.deepEqual(rules(calls("{ ports: [{ port: 53 }] }")), ["missing-protocol"]);
    assert.deepEqual(rules(calls("{ ports: [{ port: 53, protocol: UDP }] }, { ports: [{ port: 53 }] }")), []);
  });
});

describe("rules about ports", () => {
  const ingress = (ports: string): string =>
    policy(`{ podSelector: {}, ingress: [{ from: [{ podSelector: {} }], ports: [${ports}] }] }`);
  const WEB = pod("x/web", "app: web", "{ containerPort: 8080, name: http }");

  it("say nothing of numbers that may be served undeclared", () => {
    assert.deepEqual(rules(WEB, pod("x/b", "app: b"), ingress("{ port: 81 }")), []);
    assert.deepEqual(rules(WEB, ingress("{ port: 81 }")), ["unserved-port"]);
    assert.deepEqual(rules(WEB, ingress("{ port: 8080 }")), []);
  });

  it("look at the pods that egress leads to", () => {
    const egress = (peer: string): readonly string[] =>
      rules(
        WEB,
        policy(
          `{ podSelector: {}, policyTypes: [Egress], egress: [${DNS}, { to: [${peer}], ports: [{ port: web }] }] }`,
        ),
      );
    assert.deepEqual(egress("{ podSelector: { matchLabels: { app: web } } }"), ["unknown-port-name"]);
    assert.deepEqual(egress("{ ipBlock: { cidr: 198.51.100.0/24 } }"), []);
    assert.deepEqual(egress("{ namespaceSelector: {} }"), []);
  });

  it("name the protocol under which a name is served", () => {
    const dns = pod("x/dns", "app: dns", "{ containerPort: 53, name: dns, protocol: UDP }");
    assert.deepEqual(rules(dns, ingress("{ port: dns, protocol: TCP }")), ["unknown-port-name"]);
    assert.deepEqual(rules(dns, ingress("{ port: dns }")), ["missing-protocol"]);
    assert.deepEqual(rules(dns, ingress("{ port: dns, protocol: UDP }")), []);
  });

  it("know the ports of sidecars, and not those of init containers", () => {
    const sidecar = (policyOf: string): string => `---
apiVersion: v1
kind: Pod
metadata: { name: a, namespace: x, labels: { app: a } }
spec:
  initContainers: [{ name: s, image: s, ${policyOf} ports: [{ containerPort: 9000, name: mesh }] }]
  containers: [{ name: c, image: c, ports: [{ containerPort: 80, name: http }] }]
`;
    assert.deepEqual(rules(sidecar("restartPolicy: Always,"), ingress("{ port: mesh }")), []);
    assert.deepEqual(rules(sidecar(""), ingress("{ port: mesh }")), ["unknown-port-name"]);
  });
});

describe("rules about what rules add", () => {
  const ingress = (list: string): string => policy(`{ podSelector: {}, ingress: [${list}] }`);
  const a = "podSelector: { matchLabels: { app: a } }";

  it("find a selector within another, an address block within another, and ports within a range", () => {
    const pairs: readonly [string, string][] = [
      [`from: [{ podSelector: { matchLabels: { app: a, tier: b } } }]`, `from: [{ ${a} }]`],
      [`from: [{ ${a} }]`, "from: [{ podSelector: {} }]"],
      [`from: [{ ${a} }]`, `from: [{ namespaceSelector: {}, ${a} }]`],
      [
        `from: [{ ${a} }]`,
        `from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: x } } }]`,
      ],
      [
        "from: [{ ipBlock: { cidr: 10.1.0.0/16 } }]",
        "from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.2.0.0/16] } }]",
      ],
      [
        "from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.2.0.0/15] } }]",
        "from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.2.0.0/16] } }]",
      ],
      ["ports: [{ port: 81 }]", "ports: [{ port: 80, endPort: 90 }]"],
      ["ports: [{ port: web }]", "ports: [{ protocol: TCP }]"],
      [`from: [{ ${a} }], ports: [{ port: 80 }]`, "ports: [{ port: 80 }]"],
    ];
    for (const [narrow, wide] of pairs)
      assert.deepEqual(
        rules(ingress(`{ ${narrow} }, { ${wide} }`)),
        ["shadowed-rule"],
        `${narrow} < ${wide}`,
      );
  });

  it("say nothing of rules of which none holds the other", () => {
    const pairs: readonly [string, string][] = [
      [`from: [{ ${a} }]`, "from: [{ podSelector: { matchLabels: { app: b } } }]"],
      [
        `from: [{ ${a} }]`,
        "from: [{ podSelector: { matchExpressions: [{ key: app, operator: NotIn, values: [a] }] } }]",
      ],
      [`from: [{ namespaceSelector: {}, ${a} }]`, "from: [{ podSelector: {} }]"],
      [
        "from: [{ ipBlock: { cidr: 10.1.0.0/16 } }]",
        "from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.2.0/24] } }]",
      ],
      ["from: [{ ipBlock: { cidr: 10.1.0.0/16 } }]", "from: [{ podSelector: {} }]"],
      ["ports: [{ port: 80, protocol: UDP }]", "ports: [{ protocol: TCP }]"],
      ["ports: [{ port: web }]", "ports: [{ port: 80, endPort: 90 }]"],
      ["ports: [{ port: 80 }]", `from: [{ ${a} }]`],
    ];
    for (const [one, other] of pairs)
      assert.deepEqual(rules(ingress(`{ ${one} }, { ${other} }`)), [], `${one} | ${other}`);
  });
});

describe("rules about directions", () => {
  it("leave egress to another policy for the same pods", () => {
    const forgets = policy(
      "{ podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress, Egress], ingress: [{}] }",
    );
    assert.deepEqual(rules(forgets), ["no-egress-rules"]);
    assert.deepEqual(
      rules(forgets, policy("{ podSelector: {}, policyTypes: [Egress], egress: [{}] }", "out")),
      [],
    );
  });

  it("take an empty list that is written for meant", () => {
    assert.deepEqual(
      rules(
        policy(
          "{ podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress, Egress], ingress: [{}], egress: [] }",
        ),
      ),
      [],
    );
  });

  it("say nothing of implied ingress where a default deny closes it anyway", () => {
    assert.deepEqual(rules(policy("{ podSelector: {}, egress: [{}] }")), []);
    const alone = findingsIn({ "f.yaml": policy("{ podSelector: {}, egress: [{}] }") });
    assert.ok(rulesIn(alone, "f.yaml").includes("implied-ingress"));
  });

  it("note an open namespace in which something is, even if the world is whole", () => {
    const open = policy("{ podSelector: { matchLabels: { app: web } } }");
    const severity = (text: string): string | undefined =>
      findingsIn({ "f.yaml": text }, { wholeWorld: true }).find(
        ({ rule }) => rule === "no-default-deny-ingress",
      )?.severity;
    assert.equal(severity(open), "info");
    assert.equal(severity(`${pod("x/web", "app: web")}${open}`), "info");
    assert.equal(severity(namespace("x")), undefined);
    assert.equal(severity(pod("kube-system/dns", "k8s-app: kube-dns")), undefined);
  });
});
