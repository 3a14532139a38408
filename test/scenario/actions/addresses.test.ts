import assert from "node:assert/strict";
import { problemsOf, saidOf, scenarioOf } from "../parsing.ts";

/** The block stands in line 7, from column 53 on. */
function withBlock(block: string, rest = ""): string {
  return `name: t
namespaces: { x: {} }
pods: { x/a: { ports: [80] }, x/b: {} }
expect: {}
policies:
  - metadata: { name: p }
    spec: { podSelector: {}, egress: [{ to: [{ ipBlock: ${block} }] }] }
${rest}`;
}

const SERVICES =
  "services: { x/web: { selector: { a: b }, ports: [80] }, x/none: { selector: { a: b }, ports: [80], headless: true } }\nvia: [cluster-ip, service]\n";

describe("an address in a policy", () => {
  for (const block of [
    '{ cidr: "${cidr(x/a)}" }',
    '{ cidr: "${cidr(x/a, 24)}", except: ["${cidr(x/b)}", 10.0.0.0/8] }',
    '{ cidr: "${ cidr( x/a , 24 , 64 , ipv6 ) }" }',
    '{ cidr: "${ip(x/a)}/32" }',
    '{ cidr: "${ip(x/a, ipv6)}/128" }',
    '{ cidr: "${node-ip(x/a)}/24" }',
    '{ cidr: 10.0.0.0/8, except: ["${ip(x/a)}/32"] }',
  ])
    it(`may be written ${block}`, () => {
      const [step] = scenarioOf(withBlock(block)).steps;
      const change = step?.changes[0];
      assert.ok(change?.action === "apply" && JSON.stringify(change.object).includes("${"));
    });

  it("may be a Service's", () => {
    assert.equal(scenarioOf(withBlock('{ cidr: "${cluster-ip(x/web)}/32" }', SERVICES)).services.length, 3);
    assert.deepEqual(saidOf(withBlock('{ cidr: "${cluster-ip(x/none)}/32" }', SERVICES)), [
      "7:66 the headless Service x/none has no cluster IP",
    ]);
  });

  for (const [block, ...said] of [
    ['{ cidr: "${cidr(x/c)}" }', '7:66 unknown pod "x/c"'],
    ['{ cidr: "${cidr(a)}" }', '7:66 "a" is not namespace/name'],
    ['{ cidr: "${cdir(x/a)}" }', "7:66 ${cdir(x/a)} is no address"],
    ['{ cidr: "${cidr(x/a, 33)}" }', "7:66 33 does not fit cidr(…)"],
    ['{ cidr: "${ip(x/a, 24)}/24" }', "7:66 24 does not fit ip(…)"],
    ['{ cidr: "${cluster-ip(x/web)}/32" }', '7:66 unknown Service "x/web"'],
    ['{ cidr: "${ip(x/a)}" }', '7:65 "${ip(x/a)}" does not make a CIDR'],
    ['{ cidr: "${ip(x/a, ipv4)}/64" }', '7:65 "${ip(x/a, ipv4)}/64" does not make a CIDR'],
    ['{ cidr: "${cidr(x/a)}/24" }', '7:65 "${cidr(x/a)}/24" does not make a CIDR'],
    ['{ cidr: 10.0.0.0/8, except: ["${ip(x/a)}"] }', '7:86 "${ip(x/a)}" does not make a CIDR'],
    ['{ cidr: "${foo}" }', "7:66 unknown placeholder ${foo}"],
  ] as const)
    it(`is not ${block}`, () => assert.deepEqual(saidOf(withBlock(block)), said));

  it("is told how to be written", () => {
    const [problem] = problemsOf(withBlock('{ cidr: "${ip(x/a)}" }'));
    assert.equal(problem?.hint, "write ${cidr(x/b)}, ${cidr(x/b, 24)} or ${ip(x/b)}/32");
  });

  it("may stand in a policy file, where nothing else is a placeholder", () => {
    const policy = (cidr: string) =>
      `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, annotations: { a: "\${b}" } }\nspec: { egress: [{ to: [{ ipBlock: { cidr: "${cidr}" } }] }] }\n`;
    const text =
      "name: t\nnamespaces: { x: {} }\npods: { x/a: { ports: [80] }, x/b: {} }\npolicies: [p.yaml]\nexpect: {}\n";
    assert.equal(scenarioOf(text, { "p.yaml": policy("${cidr(x/b)}") }).steps.length, 1);
    assert.deepEqual(saidOf(text, { "p.yaml": policy("${cidr(x/q)}") }), ['p.yaml:4:45 unknown pod "x/q"']);
    assert.deepEqual(saidOf(text, { "p.yaml": policy("${case}/32") }), ["p.yaml:4:45 ${case} is no address"]);
  });
});
