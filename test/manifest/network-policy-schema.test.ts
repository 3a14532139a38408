import assert from "node:assert/strict";
import { problemsOf, saidOf, scenarioOf, withSpec } from "../scenario/parsing.ts";

/** Specs that the API server refuses or would cut down, and what is said about each. */
const refused: readonly (readonly [title: string, spec: string, ...said: string[]])[] = [
  ["a mapping for ingress", "ingress: {}", '8:7 "ingress" must be a list, not a mapping'],
  ["a mapping for egress", "egress: {}", '8:7 "egress" must be a list, not a mapping'],
  ["an unknown field", "podSelectr: {}", '8:7 unknown key "podSelectr" in "spec"'],
  ["an unknown field of a rule", "ingress: [{form: []}]", '8:18 unknown key "form" in item 1 of "ingress"'],
  ["from in an egress rule", "egress: [{from: []}]", '8:17 unknown key "from" in item 1 of "egress"'],
  [
    "a mapping for from",
    "ingress:\n  - from:\n      podSelector: {}",
    '9:11 "from" must be a list, not a mapping',
  ],
  ["a mapping for ports", "ingress:\n  - ports: {port: 80}", '9:11 "ports" must be a list, not a mapping'],
  ["an empty peer", "ingress: [{from: [{}]}]", "8:25 a peer must not be empty"],
  [
    "a peer whose selector is null",
    "ingress:\n  - from:\n      - podSelector:",
    "10:15 a peer must not be empty",
  ],
  ["a null rule", "ingress: [null]", '8:17 item 1 of "ingress" has no value: it must be a mapping'],
  [
    "an ipBlock beside a selector",
    "ingress: [{from: [{podSelector: {}, ipBlock: {cidr: 10.0.0.0/8}}]}]",
    "8:52 a peer is an ipBlock or selectors, not both",
  ],
  ["an ipBlock without cidr", "ingress: [{from: [{ipBlock: {}}]}]", '8:35 "cidr" is missing'],
  [
    "a cidr that is none",
    "ingress: [{from: [{ipBlock: {cidr: 10.0.0/8}}]}]",
    '8:42 "10.0.0/8" is not a CIDR',
  ],
  [
    "a cidr with leading zeros",
    "ingress: [{from: [{ipBlock: {cidr: 010.0.0.0/8}}]}]",
    '8:42 "010.0.0.0/8" is not a CIDR',
  ],
  [
    "a prefix out of range",
    "ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/33}}]}]",
    '8:42 "10.0.0.0/33" is not a CIDR',
  ],
  [
    "two prefixes",
    "ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8/8}}]}]",
    '8:42 "10.0.0.0/8/8" is not a CIDR',
  ],
  [
    "an IPv6 zone",
    'ingress: [{from: [{ipBlock: {cidr: "fe80::1%eth0/64"}}]}]',
    '8:42 "fe80::1%eth0/64" is not a CIDR',
  ],
  [
    "IPv4 in IPv6",
    'ingress: [{from: [{ipBlock: {cidr: "::ffff:10.0.0.0/104"}}]}]',
    '8:42 "::ffff:10.0.0.0/104" is not a CIDR',
  ],
  [
    "an except of the same size",
    "ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.0.0.0/8]}}]}]",
    "8:63 the except 10.0.0.0/8 is not inside the cidr 10.0.0.0/8",
  ],
  [
    "an except elsewhere",
    "ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16, 11.0.0.0/16]}}]}]",
    "8:76 the except 11.0.0.0/16 is not inside the cidr 10.0.0.0/8",
  ],
  [
    "an except of the other family",
    'ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: ["fd00::/16"]}}]}]',
    "8:63 the except fd00::/16 is not inside the cidr 10.0.0.0/8",
  ],
  [
    "an except that is no CIDR, of a cidr that is none",
    "ingress: [{from: [{ipBlock: {cidr: a, except: [b, 3]}}]}]",
    '8:42 "a" is not a CIDR',
    '8:54 "b" is not a CIDR',
    '8:57 item 2 of "except" must be text, not 3',
  ],
  ["port 0", "ingress: [{ports: [{port: 0}]}]", "8:33 port 0 is not a port: 1 to 65535"],
  ["port 65536", "ingress: [{ports: [{port: 65536}]}]", "8:33 port 65536 is not a port: 1 to 65535"],
  [
    "a port that is no whole number",
    "ingress: [{ports: [{port: 80.5}]}]",
    "8:33 port 80.5 is not a port: 1 to 65535",
  ],
  [
    "a port name too long",
    "ingress: [{ports: [{port: abcdefghijklmnop}]}]",
    '8:33 port "abcdefghijklmnop" is longer than 15 characters (16)',
  ],
  [
    "a port number in quotes",
    'ingress: [{ports: [{port: "80"}]}]',
    '8:33 port "80" must hold a letter; a number is written without quotes',
  ],
  ["a port of another type", "ingress: [{ports: [{port: [80]}]}]", '8:33 "port" must be a number or a name'],
  [
    "endPort without port",
    "ingress: [{ports: [{endPort: 90}]}]",
    '8:36 "endPort" needs a "port" at which the range begins',
  ],
  [
    "endPort with a name",
    "ingress: [{ports: [{port: web, endPort: 90}]}]",
    '8:47 "endPort" needs a numeric "port", not a name',
  ],
  [
    "endPort below port",
    "ingress: [{ports: [{port: 80, endPort: 79}]}]",
    '8:46 "endPort" 79 is below "port" 80',
  ],
  [
    "endPort out of range",
    "ingress: [{ports: [{port: 80, endPort: 70000}]}]",
    "8:46 endPort 70000 is not a port: 1 to 65535",
  ],
  [
    "a lower-case protocol",
    "ingress: [{ports: [{protocol: tcp}]}]",
    '8:37 "protocol" must be TCP, UDP or SCTP, not "tcp"',
  ],
  [
    "an unknown policy type",
    "policyTypes: [ingress]",
    '8:21 item 1 of "policyTypes" must be Ingress or Egress, not "ingress"',
  ],
  [
    "a policy type written twice",
    "policyTypes: [Egress, Egress]",
    '8:29 "Egress" is written twice in "policyTypes"',
  ],
  [
    "one policy type without a list",
    "policyTypes: Ingress",
    '8:20 "policyTypes" must be a list, not the text "Ingress"',
  ],
  [
    "a label value Kubernetes refuses",
    "podSelector: {matchLabels: {app: a b}}",
    '8:40 label value "a b" must be letters, digits, "-", "_" and ".", and begin and end with a letter or digit',
  ],
  [
    "a label key Kubernetes refuses",
    "podSelector: {matchLabels: {a b: c}}",
    '8:35 label key "a b" must be letters, digits, "-", "_" and ".", and begin and end with a letter or digit',
  ],
  [
    "a label value that is a boolean",
    "podSelector: {matchLabels: {app: true}}",
    '8:40 "app" must be text, not true',
  ],
  [
    "a label value that is null",
    "podSelector: {matchLabels: {app: null}}",
    '8:35 "app" has no value: it must be text',
  ],
  [
    "In without values",
    "podSelector: {matchExpressions: [{key: a, operator: In}]}",
    '8:40 the operator In needs "values"',
  ],
  [
    "NotIn with no value",
    "podSelector: {matchExpressions: [{key: a, operator: NotIn, values: []}]}",
    '8:74 the operator NotIn needs "values"',
  ],
  [
    "Exists with values",
    "podSelector: {matchExpressions: [{key: a, operator: Exists, values: [b]}]}",
    '8:75 the operator Exists takes no "values"',
  ],
  [
    "an unknown operator",
    "podSelector: {matchExpressions: [{key: a, operator: Is}]}",
    '8:59 "operator" must be In, NotIn, Exists or DoesNotExist, not "Is"',
  ],
  [
    "an expression without key and operator",
    "podSelector: {matchExpressions: [{}]}",
    '8:40 "key" is missing',
    '8:40 "operator" is missing',
  ],
];

describe("the schema of NetworkPolicy", () => {
  for (const [title, spec, ...said] of refused)
    it(`refuses ${title}`, () => assert.deepEqual(saidOf(withSpec(spec)), said));

  it("tells all problems of a policy at once", () => {
    const spec = "foo: 1\ningress:\n  - from: [{}]\n    ports: [{port: 0}]\n  - bar: []";
    assert.deepEqual(saidOf(withSpec(spec)), [
      '8:7 unknown key "foo" in "spec"',
      "10:18 a peer must not be empty",
      "11:26 port 0 is not a port: 1 to 65535",
      '12:11 unknown key "bar" in item 2 of "ingress"',
    ]);
  });

  it("shows the right form of a deny-all", () => {
    const [problem] = problemsOf(withSpec("ingress: {}"));
    assert.equal(
      problem?.hint,
      "to deny everything write ingress: []; to allow everything write ingress: [{}]",
    );
  });

  it("shows the list that a mapping should have been", () => {
    const [problem] = problemsOf(
      withSpec("ingress:\n  - from:\n      podSelector:\n        matchLabels: {app: ui}"),
    );
    assert.equal(
      problem?.hint,
      "write a list:\nfrom:\n  - podSelector:\n      matchLabels:\n        app: ui",
    );
  });

  it("shows how an ipBlock and a selector become two peers", () => {
    const spec = "ingress:\n  - from:\n      - podSelector: {}\n        ipBlock: {cidr: 10.0.0.0/8}";
    const [problem] = problemsOf(withSpec(spec));
    assert.equal(problem?.hint, "make them two peers:\n- ipBlock:\n    cidr: 10.0.0.0/8\n- podSelector: {}");
  });

  it("proposes the prefix for a single address", () => {
    for (const [cidr, whole] of [
      ["10.1.2.3", "10.1.2.3/32"],
      ["fd00::1", "fd00::1/128"],
    ] as const) {
      const [problem] = problemsOf(withSpec(`ingress: [{from: [{ipBlock: {cidr: "${cidr}"}}]}]`));
      assert.equal(problem?.hint, `for one address write ${whole}`);
    }
  });

  it("takes null for absent, as the API does, and keeps absent what was absent", () => {
    const { steps } = scenarioOf(withSpec("podSelector: null\ningress:\negress: []"));
    assert.deepEqual(steps[0]?.changes, [
      {
        action: "apply",
        object: {
          apiVersion: "networking.k8s.io/v1",
          kind: "NetworkPolicy",
          metadata: { name: "p", namespace: "x" },
          spec: { egress: [] },
        },
      },
    ]);
  });

  it("accepts an empty list of peers, an empty rule and an empty spec", () => {
    for (const spec of ["ingress: [{from: []}]", "ingress: [{}]", "{}"])
      assert.equal(scenarioOf(withSpec(spec)).steps[0]?.changes.length, 1);
  });
});
