import assert from "node:assert/strict";
import {
  afterChanges,
  type NetworkPolicySpec,
  networkPolicyRef,
  withoutPolicies,
} from "../../../src/model/index.ts";
import { specOf } from "../../model/build.ts";
import { type Files, problemsOf, saidOf, scenarioOf, withPods } from "../parsing.ts";

const POLICY = `{ metadata: { name: p, namespace: x }, spec: { podSelector: {}, ingress: [{ ports: [{ port: 80, endPort: 90 }] }] } }`;

/** The step's action stands in line 10, below one that applies x/p. */
function withStep(action: string, expect = "{}"): string {
  return withPods(
    `steps: [{ name: zero, apply: [${POLICY}], expect: {} },\n  { name: one,\n    ${action},\n    expect: ${expect} }]\n`,
  );
}

function changesOf(action: string): readonly unknown[] {
  return scenarioOf(withStep(action)).steps[1]?.changes ?? [];
}

function patched(patch: string): NetworkPolicySpec | undefined {
  const scenario = scenarioOf(withStep(`patch: { x/p: ${patch} }`));
  const changes = scenario.steps.flatMap((step) => step.changes);
  return specOf(afterChanges(withoutPolicies(scenario), changes).policies[0]);
}

describe("patch", () => {
  it("merges mappings, replaces lists and removes with null", () => {
    assert.deepEqual(patched("{ spec: { podSelector: { matchLabels: { app: web } } } }"), {
      podSelector: { matchLabels: { app: "web" } },
      ingress: [{ ports: [{ port: 80, endPort: 90 }] }],
    });
    assert.deepEqual(patched("{ spec: { ingress: [{}], policyTypes: [Ingress] } }"), {
      podSelector: {},
      ingress: [{}],
      policyTypes: ["Ingress"],
    });
    assert.deepEqual(patched("{ spec: { ingress: null } }"), { podSelector: {} });
  });

  it("comes after apply, before delete, and builds on other patches of its step", () => {
    const action = `delete: [x/q], patch: { x/q: { spec: { ingress: [] } } }, apply: [${POLICY.replace("name: p", "name: q")}]`;
    assert.deepEqual(
      scenarioOf(withStep(action)).steps[1]?.changes.map((change) => change.action),
      ["apply", "apply", "delete"],
    );
  });

  for (const [action, ...said] of [
    ["patch: { x/q: { spec: {} } }", '10:14 no policy "x/q" is in force to be patched'],
    ["patch: { x/p: [] }", '10:19 "x/p" must be a mapping'],
    ["patch: []", '10:5 "patch" must be a mapping, not a list'],
    ["patch: { x/p: { spec: { ingres: [] } } }", '10:29 unknown key "ingres" in "spec"'],
    [
      "patch: { x/p: { spec: { ingress: [{ ports: [{ endPort: 80 }] }] } } }",
      '10:60 "endPort" needs a "port" at which the range begins',
    ],
    ["patch: { x/p: { spec: { podSelector: 1 } } }", '10:42 "podSelector" must be a mapping, not 1'],
    ["patch: { x/p: { spec: null } }", '10:27 "spec" is missing'],
    ["patch: { x/p: { metadata: { name: q } } }", "10:33 a patch cannot change a policy's name"],
    [
      "patch: { x/p: { kind: Pod } }",
      "10:27 only NetworkPolicy of networking.k8s.io/v1 can be applied, not networking.k8s.io/v1 Pod",
    ],
    [
      'patch: { x/p: { spec: { egress: [{ to: [{ ipBlock: { cidr: "${cidr(x/q)}" } }] }] } } }',
      '10:65 unknown pod "x/q"',
    ],
  ] as const)
    it(`has its problem shown in ${action}`, () => assert.deepEqual(saidOf(withStep(action)), said));

  it("is told the policy that was probably meant", () => {
    assert.equal(problemsOf(withStep("patch: { x/pp: {} }"))[0]?.hint, 'did you mean "x/p"?');
  });
});

describe("delete of a namespace's policies", () => {
  it("leaves those of other namespaces alone", () => {
    const action = `delete: [x/*], apply: [${POLICY.replace("namespace: x", "namespace: y")}]`;
    assert.deepEqual(changesOf(action).slice(1), [{ action: "delete", object: networkPolicyRef("x", "p") }]);
  });

  it("needs one that is in force", () => {
    assert.deepEqual(saidOf(withStep("delete: [y/*]")), ['10:14 no policy "y/*" is in force at this step']);
  });
});

describe("create and remove", () => {
  it("make and take away namespaces and pods", () => {
    assert.deepEqual(
      changesOf(
        "create: { pods: { z/a: { ports: [80], node: one } }, namespaces: { z: { labels: { a: b } } } }",
      ),
      [
        {
          action: "create-namespace",
          namespace: { name: "z", labels: { a: "b", "kubernetes.io/metadata.name": "z" } },
        },
        {
          action: "create-pod",
          pod: {
            ref: "z/a",
            namespace: "z",
            name: "a",
            labels: {},
            ports: [{ port: 80, protocol: "TCP" }],
            node: "one",
          },
        },
      ],
    );
    assert.deepEqual(changesOf("remove: [x/a, y]"), [
      { action: "remove-pod", pod: "x/a" },
      { action: "remove-namespace", namespace: "y" },
    ]);
  });

  it("decide of what the rules of their step and of later ones may speak", () => {
    const rule = "{ rules: [deny x/a -> x/c] }";
    assert.equal(scenarioOf(withStep("create: { pods: { x/c: { ports: [80] } } }", rule)).steps.length, 2);
    const gone = withStep("remove: [x/a]", "{ rules: [deny x/a -> x/b] }");
    assert.deepEqual(saidOf(gone), ['11:28 there is no pod "x/a" at this point']);
    assert.equal(problemsOf(gone)[0]?.hint, "it is created later, or has been removed");
    assert.deepEqual(saidOf(withStep("remove: [y]", "{ rules: [deny y/* -> *] }")), [
      '11:28 there is no namespace "y" at this point',
    ]);
  });

  it("may take away and later make again", () => {
    const steps = `steps:
  - { name: one, remove: [x/a], expect: {} }
  - { name: two, create: { pods: { x/a: { ports: [81] } } }, expect: { rules: [deny * -> x/a:81] } }
`;
    assert.equal(scenarioOf(withPods(steps)).steps.length, 2);
  });

  it("of pods are needed by tables as much", () => {
    const table = '{ table: { TCP/81: "to x/b\\nx/a .\\nx/b -" } }';
    assert.equal(scenarioOf(withStep("remove: [y/a]", table)).steps.length, 2);
    const [said] = saidOf(withStep("wait: 1s", table));
    assert.equal(said, "11:36 the table has no row for y/a");
  });

  for (const [action, ...said] of [
    ["create: { pods: { x/a: {} } }", '10:23 there is a pod "x/a" already'],
    ["create: { namespaces: { x: {} } }", '10:29 there is a namespace "x" already'],
    ["create: { pods: { z/a: {} } }", '10:23 unknown namespace "z"'],
    ["create: { pods: { x/c: { port: 80 } } }", '10:30 unknown key "port" in "x/c"'],
    ["create: { pod: {} }", '10:15 unknown key "pod" in "create"'],
    ["create: [x/c]", '10:5 "create" must be a mapping, not a list'],
    [
      "create: { namespaces: { netverdict-a: {} } }",
      '10:29 namespace "netverdict-a" is reserved: netverdict makes those that begin with "netverdict"',
    ],
    ["remove: [x/z, z]", '10:14 unknown pod "x/z"', '10:19 unknown namespace "z"'],
    ["remove: [x, x/a]", '10:17 there is no pod "x/a" at this point'],
    ["remove: [x/a, x/a]", '10:19 there is no pod "x/a" at this point'],
    ["remove: x/a", '10:13 "remove" must be a list, not the text "x/a"'],
    ["remove: [{ x: y }]", '10:14 item 1 of "remove" must be text'],
    ["restart: [x/z]", '10:15 unknown pod "x/z"'],
    ["restart: [x/a, x/a]", "10:20 pod x/a is restarted twice in this step"],
    ["remove: [x/a], restart: [x/a]", '10:30 there is no pod "x/a" at this point'],
    ["wait: 2", "10:11 2 is not a duration"],
    ["wait: 2h", '10:11 "2h" is not a duration'],
    ["wait: 61m", '10:11 "wait" must be between 0 ms and 3600 s, not 61m'],
    [
      `apply: [${POLICY.replace("namespace: x", "namespace: z")}], create: { namespaces: { z: {} } }`,
      '10:47 there is no namespace "z" at this point',
    ],
  ] as const)
    it(`have their problem shown in ${action}`, () => assert.deepEqual(saidOf(withStep(action)), said));

  it("with a problem keep rules about pods unjudged", () => {
    const text = withStep("create: { pods: { x/c: { ports: [0] } } }", "{ rules: [deny * -> x/c:80] }");
    assert.deepEqual(saidOf(text), ["10:38 port 0 is not a port: 1 to 65535"]);
  });

  it("may make the first cell", () => {
    const text = `name: t
namespaces: { x: {} }
pods: { x/a: {} }
steps: [{ name: one, create: { pods: { x/b: { ports: [80] } } }, expect: {} }]
`;
    assert.equal(scenarioOf(text).steps.length, 1);
  });
});

describe("restart and wait", () => {
  it("are read", () => {
    assert.deepEqual(changesOf("restart: [x/a]"), [{ action: "restart-pod", pod: "x/a" }]);
    assert.deepEqual(
      scenarioOf(withStep("wait: 1.5s")).steps.map(({ waitMs }) => waitMs),
      [0, 1500],
    );
  });
});

describe("refused", () => {
  const FILES: Files = {
    "two.yaml":
      "kind: NetworkPolicy\nmetadata: { name: p }\nspec: 1\n---\nmetadata: { name: q, namespace: y }\n",
  };
  const refused = (list: string) => scenarioOf(withStep(`refused: ${list}`), FILES).steps[1]?.refused;

  it("takes manifests unjudged, with what must stand in the answer", () => {
    assert.deepEqual(
      refused(
        "[{ manifest: { metadata: { name: p, namespace: x }, spec: { ingres: 1 } }, because: endPort }]",
      ),
      [
        {
          name: "x/p",
          manifest: {
            apiVersion: "networking.k8s.io/v1",
            kind: "NetworkPolicy",
            metadata: { name: "p", namespace: "x" },
            spec: { ingres: 1 },
          },
          reason: "endPort",
        },
      ],
    );
  });

  it("takes files, in one namespace or several, and tells manifests of one name apart", () => {
    assert.deepEqual(
      refused("[{ file: two.yaml, namespace: [x, y] }, { manifest: { file: two.yaml, namespace: x } }]")?.map(
        ({ name }) => name,
      ),
      ["x/p", "y/p", "y/q", "x/p (2)", "y/q (2)"],
    );
  });

  it("changes nothing", () => {
    const action = "refused: [{ metadata: { namespace: x } }], patch: { x/p: { spec: {} } }";
    assert.equal(changesOf(action).length, 1);
  });

  it("is reason enough for a scenario without cells", () => {
    const text = `name: t
namespaces: { x: {} }
pods: {}
steps: [{ name: one, refused: [{ metadata: { name: p } }], expect: {} }]
`;
    assert.equal(scenarioOf(text).steps[0]?.refused[0]?.name, "x/p");
  });

  for (const [list, ...said] of [
    ["[no.yaml]", "10:15 cannot read no.yaml: no such file"],
    ["[1]", '10:15 item 1 of "refused" is no manifest'],
    ["[{ manifest: 1 }]", '10:27 "manifest" is no manifest'],
    [
      "[{ manifest: two.yaml, becuse: a }]",
      '10:37 unknown key "becuse" in item 1 of "refused"',
      "two.yaml:2:1 policy p names no namespace, and the scenario has 2",
    ],
    ["[{ metadata: { name: p } }]", "10:17 policy p names no namespace, and the scenario has 2"],
    ["[{ metadata: { namespace: z } }]", '10:40 unknown namespace "z"'],
    ["[{ metadata: [] }]", '10:17 "metadata" must be a mapping'],
    ["[{ kind: Pod }]", '10:23 only a NetworkPolicy can be offered to be refused, not "Pod"'],
    [
      '[{ manifest: { spec: 1 }, because: "" }]',
      "10:17 policy (no name) names no namespace, and the scenario has 2",
      '10:49 "because" must not be empty',
    ],
  ] as const)
    it(`has its problem shown in ${list}`, () =>
      assert.deepEqual([...saidOf(withStep(`refused: ${list}`), FILES)].sort(), [...said].sort()));
});
