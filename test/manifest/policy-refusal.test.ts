import assert from "node:assert/strict";
import { policyRefusal } from "../../src/scenario/index.ts";

function withPort(port: Readonly<Record<string, unknown>>) {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "p", namespace: "x" },
    spec: { podSelector: {}, ingress: [{ ports: [port] }] },
  };
}

const AT = 'NetworkPolicy.networking.k8s.io "p" is invalid: spec.ingress[0].ports[0]';

describe("the refusal of a policy", () => {
  for (const [title, port, answer] of [
    [
      "a range without its beginning",
      { endPort: 81 },
      `${AT}.endPort: Invalid value: 81: may not be specified when \`port\` is not specified`,
    ],
    [
      "a range that begins at a name",
      { port: "web", endPort: 81 },
      `${AT}.endPort: Invalid value: 81: may not be specified when \`port\` is non-numeric`,
    ],
    [
      "a range that ends before it begins",
      { port: 82, endPort: 81 },
      `${AT}.endPort: Invalid value: 81: must be greater than or equal to \`port\``,
    ],
    ["a port that is none", { port: 0 }, `${AT}.port: Invalid value: 0: port 0 is not a port: 1 to 65535`],
    [
      "a protocol that is none",
      { protocol: "ICMP" },
      `${AT}.protocol: Invalid value: "ICMP": supported values: TCP, UDP, SCTP`,
    ],
    [
      "a value of the wrong type",
      { endPort: "81", port: 80 },
      `${AT}.endPort: Invalid value: "81": must be of type number`,
    ],
    [
      "an unknown field",
      { prot: "TCP" },
      'NetworkPolicy.networking.k8s.io "p" is invalid: unknown field "spec.ingress[0].ports[0].prot"',
    ],
  ] as const)
    it(`names ${title} and its place`, () => assert.equal(policyRefusal(withPort(port)), answer));

  it("is none for a range of one port, a larger one, and nulls, which stand for nothing", () => {
    for (const port of [
      { port: 80, endPort: 80 },
      { port: 80, endPort: 81 },
      { port: 80, endPort: null },
    ])
      assert.equal(policyRefusal(withPort(port)), undefined);
  });

  it("names everything at once", () => {
    const answer = policyRefusal({ metadata: {}, spec: { podSelector: {}, policyTypes: ["Igress"] } });
    assert.equal(
      answer,
      'NetworkPolicy.networking.k8s.io "" is invalid: [metadata.name: Required value, spec.policyTypes[0]: Invalid value: "Igress": supported values: Ingress, Egress]',
    );
  });

  it("is about NetworkPolicy only", () => {
    assert.equal(
      policyRefusal({ ...withPort({}), kind: "Networkpolicy" }),
      'no matches for kind "Networkpolicy" in version "networking.k8s.io/v1"',
    );
  });

  it("names the values of an expression, which are missing or too many", () => {
    const selecting = (expression: object) =>
      policyRefusal({ metadata: { name: "p" }, spec: { podSelector: { matchExpressions: [expression] } } });
    const at = 'NetworkPolicy.networking.k8s.io "p" is invalid: spec.podSelector.matchExpressions[0].values';
    assert.equal(
      selecting({ key: "app", operator: "In" }),
      `${at}: Required value: must be specified when \`operator\` is 'In' or 'NotIn'`,
    );
    assert.equal(
      selecting({ key: "app", operator: "Exists", values: ["a"] }),
      `${at}: Invalid value: ["a"]: may not be specified when \`operator\` is 'Exists' or 'DoesNotExist'`,
    );
  });
});
