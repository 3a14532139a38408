import assert from "node:assert/strict";
import { flowName, flowsAmong, type Scenario } from "../../../src/model/index.ts";
import { problemsOf, saidOf, scenarioOf } from "../parsing.ts";

/** The rest stands from line 6 on. */
function withRest(rest: string): string {
  return `name: t
namespaces: { x: {} }
pods:
  x/a: { labels: { app: web }, ports: [http=8080, 53/UDP] }
  x/b: { labels: { app: client } }
${rest}
expect: {}
`;
}

/** The Services stand in line 6, from column 11 on. */
function withServices(services: string, rest = ""): string {
  return withRest(`services: ${services}\n${rest}`);
}

function flowNames({ pods, services, flows }: Scenario): readonly string[] {
  return flowsAmong({ pods, services }, flows).map(flowName);
}

describe("services", () => {
  it("lead from their ports to numbers or names of ports", () => {
    const { services } = scenarioOf(
      withServices(
        "{ x/web: { selector: { app: web }, ports: [80, 81->8080, 82 -> http, dns=53->5353/UDP] } }",
      ),
    );
    assert.deepEqual(services, [
      {
        ref: "x/web",
        namespace: "x",
        name: "web",
        backs: { selector: { app: "web" } },
        headless: false,
        ports: [
          { port: 80, protocol: "TCP", targetPort: 80 },
          { port: 81, protocol: "TCP", targetPort: 8080 },
          { port: 82, protocol: "TCP", targetPort: "http" },
          { port: 53, protocol: "UDP", name: "dns", targetPort: 5353 },
        ],
      },
    ]);
  });

  it("are addressed by cluster IP beside the pods, if nothing else is said", () => {
    const scenario = scenarioOf(withServices("{ x/web: { selector: { app: web }, ports: [80->8080] } }"));
    assert.deepEqual(flowNames(scenario), [
      "x/b -> x/a:8080",
      "x/b -> x/a:53/UDP",
      "x/b -> x/web:80 via cluster-ip",
    ]);
    assert.deepEqual(scenario.requires, [{ feature: "services" }]);
  });

  for (const [services, ...said] of [
    ["{ web: { selector: { a: b }, ports: [80] } }", '6:13 "web" is not a Service'],
    ["{ x/1a: { selector: { a: b }, ports: [80] } }", '6:13 Service name "1a" must begin with a letter'],
    ["{ z/web: { selector: { a: b }, ports: [80] } }", '6:13 unknown namespace "z"'],
    ["{ x/web: { ports: [80] } }", '6:20 "selector" is missing'],
    [
      "{ x/web: { selector: {}, ports: [80] } }",
      '6:32 "selector" must not be empty: it selects nothing then',
    ],
    ["{ x/web: { selector: { a: b } } }", '6:20 "ports" is missing'],
    ["{ x/web: { selector: { a: b }, ports: [] } }", '6:49 "ports" must not be empty'],
    [
      "{ x/web: { selector: { a: b }, ports: [80->, 0, 80->0, a->80, 80->Http, 80/udp] } }",
      '6:50 "80->" is not a port of a Service',
      "6:56 port 0 is not a port: 1 to 65535",
      "6:59 port 0 is not a port: 1 to 65535",
      '6:66 "a->80" is not a port of a Service',
      '6:73 port name "Http" must be lower case letters, digits and "-"',
      '6:83 unknown protocol "udp"',
    ],
    [
      "{ x/web: { selector: { a: b }, ports: [a=80, 80->81, a=82] } }",
      "6:56 the Service has port 80 twice",
      '6:64 the Service has two ports named "a"',
    ],
    ["{ x/web: { selector: { a: b }, ports: [80->htpt] } }", '6:50 no pod names a port "htpt"'],
    [
      "{ x/web: { select: { a: b }, ports: [80] } }",
      '6:20 "selector" is missing',
      '6:22 unknown key "select" in "x/web"',
    ],
    ["[x/web]", '6:1 "services" must be a mapping, not a list'],
  ] as const)
    it(`have their problem shown in ${services}`, () =>
      assert.deepEqual(saidOf(withServices(services)), said));

  it("are told the port's name that was probably meant", () => {
    const text = withServices("{ x/web: { selector: { a: b }, ports: [80->htpt] } }");
    assert.equal(problemsOf(text)[0]?.hint, 'did you mean "http"?');
  });

  it("may lead to a port that only a later pod names", () => {
    const text = `${withServices("{ x/web: { selector: { a: b }, ports: [80->late] } }").replace("expect: {}", "")}steps:
  - { name: one, expect: {} }
  - { name: two, create: { pods: { x/c: { ports: [late=80] } } }, expect: {} }
`;
    assert.equal(scenarioOf(text).services.length, 1);
  });

  it("without an address have no cell unless they are addressed by name", () => {
    const services = "{ x/web: { selector: { app: web }, ports: [8080], headless: true } }";
    const [problem] = problemsOf(withServices(services));
    assert.equal(
      problem?.message,
      "the headless Service x/web has no cell: it can be addressed by its name only",
    );
    assert.equal(problem?.hint, "add via: [pod-ip, cluster-ip, service]");
    const named = scenarioOf(withServices(services, "via: service"));
    assert.deepEqual(flowNames(named), [
      "x/b -> x/web:8080 via service",
      "x/b -> x/a:8080 via service",
      "x/b -> x/a:53/UDP via service",
    ]);
  });
});

describe("via", () => {
  it("gives each pod with ports a Service of its name and ports", () => {
    const scenario = scenarioOf(withRest("via: [pod-ip, cluster-ip]"));
    assert.deepEqual(scenario.services, [
      {
        ref: "x/a",
        namespace: "x",
        name: "a",
        backs: { pod: "x/a" },
        headless: false,
        ports: [
          { port: 8080, protocol: "TCP", name: "http", targetPort: 8080 },
          { port: 53, protocol: "UDP", targetPort: 53 },
        ],
      },
    ]);
    assert.equal(flowNames(scenario).length, 4);
  });

  it("leaves alone a pod whose name a declared Service bears", () => {
    const text = withServices("{ x/a: { selector: { app: web }, ports: [80->8080] } }", "via: cluster-ip");
    assert.deepEqual(flowNames(scenarioOf(text)), ["x/b -> x/a:80 via cluster-ip"]);
  });

  it("with names needs DNS", () => {
    assert.deepEqual(scenarioOf(withRest("via: service")).requires, [
      { feature: "services" },
      { feature: "dns" },
    ]);
  });

  it("may be the pods' addresses alone although there are Services", () => {
    const text = withServices("{ x/web: { selector: { app: web }, ports: [80->8080] } }", "via: pod-ip");
    assert.deepEqual(flowNames(scenarioOf(text)), ["x/b -> x/a:8080", "x/b -> x/a:53/UDP"]);
  });

  for (const [rest, ...said] of [
    ["via: node-port", '6:6 item 1 of "via" must be pod-ip, cluster-ip or service, not "node-port"'],
    ["via: [pod-ip, servce]", '6:15 item 2 of "via" must be pod-ip, cluster-ip or service, not "servce"'],
    ["via: []", '6:6 "via" must not be empty'],
    ["via: [service, service]", '6:16 service is written twice in "via"'],
    ["via: { a: b }", '6:1 "via" must be a list, not a mapping'],
    ["families: ipv4", '6:11 "families" must be a list, not the text "ipv4"'],
    ["families: [v4]", '6:12 item 1 of "families" must be ipv4 or ipv6, not "v4"'],
    ["families: []", '6:11 "families" must not be empty'],
  ] as const)
    it(`has its problem shown in ${rest}`, () => assert.deepEqual(saidOf(withRest(rest)), said));

  it("needs names of pods that a Service may have", () => {
    const text = withRest("via: service").replace("x/a:", "x/1a:");
    assert.deepEqual(saidOf(text), ['4:3 Service name "1a" must begin with a letter']);
  });
});

describe("families", () => {
  it("multiply the cells and are required", () => {
    const both = scenarioOf(withRest("families: [ipv4, ipv6]"));
    assert.deepEqual(flowNames(both).slice(0, 2), ["x/b -> x/a:8080 over ipv4", "x/b -> x/a:8080 over ipv6"]);
    assert.deepEqual(both.requires, [{ feature: "dual-stack" }]);
    assert.deepEqual(scenarioOf(withRest("families: [ipv6]")).requires, [{ feature: "ipv6" }]);
  });
});
