import assert from "node:assert/strict";
import { type Change, objectName } from "../../src/model/index.ts";
import { type Files, problemsOf, saidOf, scenarioOf, withPods } from "./parsing.ts";

const POLICY = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: deny }\nspec: {}\n";
const FILES: Files = {
  "deny.yaml": POLICY,
  "in-y.yaml": POLICY.replace("name: deny", 'name: own, namespace: "y"'),
  "far.yaml": POLICY.replace("name: deny", "name: own, namespace: yy"),
  "twice.yaml": `${POLICY}---\n${POLICY}`,
};

/** A step's actions stand in line 10. */
function withStep(action: string, before = ""): string {
  return withPods(`steps:${before}\n  - name: one\n    ${action}\n    expect: {}\n`);
}

/** A step before, which applies x/deny and y/deny; it takes no line. */
const APPLIED =
  " # x/deny and y/deny\n  - { name: zero, apply: [{ file: deny.yaml, namespace: [x, y] }], expect: {} }";

function brief(change: Change): string {
  switch (change.action) {
    case "apply":
      return `apply ${change.object.metadata.namespace}/${change.object.metadata.name}`;
    case "delete":
      return `delete ${objectName(change.object)}`;
    case "label-pod":
      return `label ${change.pod} ${JSON.stringify(change.set)} -${change.unset.join()}`;
    case "label-namespace":
      return `label ${change.namespace} ${JSON.stringify(change.set)} -${change.unset.join()}`;
    case "create-namespace":
      return `create ${change.namespace.name}`;
    case "create-pod":
      return `create ${change.pod.ref}`;
    case "remove-namespace":
      return `remove ${change.namespace}`;
    case "remove-pod":
      return `remove ${change.pod}`;
    case "restart-pod":
      return `restart ${change.pod}`;
  }
}

function changes(text: string): readonly string[] {
  return scenarioOf(text, FILES).steps.at(-1)?.changes.map(brief) ?? [];
}

function said(text: string): readonly string[] {
  return saidOf(text, FILES);
}

describe("apply", () => {
  it("takes a file whose policies name their namespace", () => {
    assert.deepEqual(changes(withStep("apply: [in-y.yaml]")), ["apply y/own"]);
  });

  it("gives a file's policies a namespace, or several with a copy in each", () => {
    assert.deepEqual(changes(withStep("apply: [{ file: deny.yaml, namespace: x }]")), ["apply x/deny"]);
    assert.deepEqual(changes(withStep("apply: [{ file: deny.yaml, namespace: [x, y] }]")), [
      "apply x/deny",
      "apply y/deny",
    ]);
  });

  it("leaves a policy in the namespace that it names itself", () => {
    assert.deepEqual(changes(withStep("apply: [{ file: in-y.yaml, namespace: x }]")), ["apply y/own"]);
  });

  it("takes a policy written in place, with or without kind and version", () => {
    const item = "{ metadata: { name: a, namespace: x }, spec: {} }";
    const full =
      "{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: b, namespace: x }, spec: {} }";
    assert.deepEqual(changes(withStep(`apply: [${item}, ${full}]`)), ["apply x/a", "apply x/b"]);
  });

  it("replaces in a later step what was applied before", () => {
    assert.deepEqual(changes(withStep("apply: [{ file: deny.yaml, namespace: x }]", APPLIED)), [
      "apply x/deny",
    ]);
  });

  it("puts a policy without namespace into the only one there is", () => {
    const text =
      "name: t\nnamespaces: { x: {} }\npods: { x/a: { ports: [80] }, x/b: {} }\npolicies: [deny.yaml]\nexpect: {}\n";
    assert.deepEqual(changes(text), ["apply x/deny"]);
  });

  for (const [action, ...expected] of [
    ["apply: [deny.yaml]", "deny.yaml:3:1 policy deny names no namespace, and the scenario has 2"],
    [
      "apply: [{ metadata: { name: a }, spec: {} }]",
      "10:15 policy a names no namespace, and the scenario has 2",
    ],
    ["apply: [far.yaml]", 'far.yaml:3:35 unknown namespace "yy"'],
    ["apply: [{ file: deny.yaml, namespace: z }]", '10:43 unknown namespace "z"'],
    ["apply: [{ file: deny.yaml, namespace: [x, z] }]", '10:47 unknown namespace "z"'],
    ["apply: [{ file: deny.yaml, namespace: [x, x] }]", "10:47 namespace x is given twice"],
    ["apply: [{ file: deny.yaml, namespace: [] }]", '10:43 "namespace" must not be empty'],
    ["apply: [{ file: deny.yaml, namespace: 1 }]", '10:43 "namespace" must be a namespace or a list of them'],
    [
      "apply: [{ fil: deny.yaml }]",
      '10:13 "file" is missing',
      '10:15 unknown key "fil" in item 1 of "apply"',
    ],
    ["apply: [{ file: no.yaml, namespace: x }]", "10:21 cannot read no.yaml: no such file"],
    ["apply: [in-y.yaml, in-y.yaml]", "10:24 policy y/own is applied twice in this step"],
    [
      "apply: [{ file: twice.yaml, namespace: x }]",
      "twice.yaml:8:19 policy x/deny is applied twice in this step",
    ],
    ["apply: [3, null]", '10:13 item 1 of "apply" is no policy', '10:16 item 2 of "apply" is no policy'],
    [
      "apply: [{ kind: Pod, metadata: {}, spec: {} }]",
      "10:21 only NetworkPolicy of networking.k8s.io/v1 can be applied, not networking.k8s.io/v1 Pod",
    ],
    ["apply: deny.yaml", '10:12 "apply" must be a list, not the text "deny.yaml"'],
  ] as const)
    it(`has its problem shown in ${action}`, () => assert.deepEqual(said(withStep(action)), expected));

  it("says how to give a namespace", () => {
    const [problem] = problemsOf(withStep("apply: [deny.yaml]"), FILES);
    assert.equal(problem?.hint, "add metadata.namespace, or apply it with { file: …, namespace: x }");
  });
});

describe("delete", () => {
  it("removes policies by name, or all that are in force", () => {
    assert.deepEqual(changes(withStep("delete: [y/deny]", APPLIED)), ["delete y/deny"]);
    assert.deepEqual(changes(withStep("delete: [all]", APPLIED)), ["delete x/deny", "delete y/deny"]);
    assert.deepEqual(changes(withStep("delete: [x/deny, all]", APPLIED)), ["delete x/deny", "delete y/deny"]);
  });

  it("comes after apply", () => {
    const action = "delete: [y/own, x/deny]\n    apply: [in-y.yaml]";
    assert.deepEqual(changes(withStep(action, APPLIED)), ["apply y/own", "delete y/own", "delete x/deny"]);
  });

  it("needs a policy that is in force at that step", () => {
    assert.deepEqual(said(withStep("delete: [x/deny]")), [
      '10:14 no policy "x/deny" is in force at this step',
    ]);
    assert.deepEqual(said(withStep("delete: [all]")), ["10:14 no policy is in force to delete"]);
    const twice = problemsOf(withStep("delete: [x/deny, x/deny, y/den]", APPLIED), FILES);
    assert.deepEqual(
      twice.map(({ column, hint }) => [column, hint]),
      [
        [22, 'did you mean "y/deny"?'],
        [30, 'did you mean "y/deny"?'],
      ],
    );
  });

  it("is not blamed when the policy's own file is broken", () => {
    assert.deepEqual(said(withStep("delete: [x/gone]\n    apply: [no.yaml]")), [
      "11:13 cannot read no.yaml: no such file",
    ]);
  });
});

describe("label and unlabel", () => {
  it("change pods and namespaces, in this order", () => {
    const action =
      "unlabel: { x/a: [new, app], y: [team] }\n    label: { x/a: { new: 'yes' }, x: { team: red } }";
    assert.deepEqual(changes(withStep(action)), [
      'label x/a {"new":"yes"} -',
      'label x {"team":"red"} -',
      "label x/a {} -new,app",
      "label y {} -team",
    ]);
  });

  it("count for the rules of their step and of later ones", () => {
    const rule = "expect: { rules: ['deny {app=new} -> x/b'] }";
    const label = "label: { y/a: { app: new } }";
    const text = withPods(`steps:\n  - { name: one, ${label}, ${rule} }\n  - { name: two, ${rule} }\n`);
    assert.equal(scenarioOf(text).steps.length, 2);
    const late = withPods(`steps:\n  - { name: one, ${rule} }\n  - { name: two, ${label}, ${rule} }\n`);
    assert.deepEqual(said(late), ["9:42 {app=new} matches no pod at this step"]);
  });

  for (const [action, ...expected] of [
    ["label: { x/z: { a: b }, z: { a: b } }", '10:14 unknown pod "x/z"', '10:29 unknown namespace "z"'],
    ["label: { x/a: {} }", '10:19 "x/a" is given no label'],
    ["label: { x/a: [app] }", '10:14 "x/a" must be a mapping, not a list'],
    [
      "label: { x/a: { a b: c, d: 1 } }",
      '10:21 label key "a b" must be letters, digits, "-", "_" and ".", and begin and end with a letter or digit',
      '10:32 "d" must be text, not 1',
    ],
    [
      "label: { x: { kubernetes.io/metadata.name: z } }",
      "10:48 kubernetes.io/metadata.name is always the namespace's name",
    ],
    ["unlabel: { x/a: app }", '10:21 "x/a" must be a list of label keys'],
    [
      "unlabel: { x/a: [ap, 7] }",
      '10:22 there is no label "ap" to remove',
      "10:26 there is no label 7 to remove",
    ],
    [
      "unlabel: { y: [kubernetes.io/metadata.name] }",
      "10:20 kubernetes.io/metadata.name cannot be removed: the API server sets it",
    ],
    ["label: []", '10:5 "label" must be a mapping, not a list'],
  ] as const)
    it(`have their problem shown in ${action}`, () => assert.deepEqual(said(withStep(action)), expected));

  it("with a problem keep rules about labels unjudged", () => {
    const text = withPods("expect: { rules: ['deny {app=new} -> x/b'] }").replace(
      "expect:",
      "steps:\n  - name: one\n    label: { y/a: { app: new! } }\n    expect:",
    );
    assert.deepEqual(
      said(text).map((one) => one.split(" ", 3).join(" ")),
      ["10:26 label value"],
    );
  });
});

describe("steps", () => {
  it("are read in order, each with what it expects", () => {
    const { steps } = scenarioOf(withStep("delete: [all]", APPLIED), FILES);
    assert.deepEqual(
      steps.map(({ name }) => name),
      ["zero", "one"],
    );
  });

  it("may be left out for policies and expect at the top", () => {
    const { steps } = scenarioOf(withPods("policies: [in-y.yaml]\nexpect: { default: deny }\n"), FILES);
    assert.equal(steps.length, 1);
    assert.equal(steps[0]?.name, "the declared policies");
    assert.deepEqual(steps[0]?.changes.map(brief), ["apply y/own"]);
    assert.equal(steps[0]?.expect.default, "deny");
  });

  for (const [title, text, ...expected] of [
    ["without what they expect", "steps:\n  - name: one\n", '9:5 "expect" is missing'],
    ["and nothing at the top", "", '1:1 "expect" is missing'],
    ["without a name", "steps:\n  - expect: {}\n", '9:5 "name" is missing'],
    ["with an empty name", 'steps:\n  - name: ""\n    expect: {}\n', '9:11 "name" must not be empty'],
    [
      "of one name",
      "steps:\n  - { name: a, expect: {} }\n  - { name: a, expect: {} }\n",
      '10:13 the step name "a" is used twice',
    ],
    [
      "beside policies and expect",
      "policies: []\nexpect: {}\nsteps:\n  - { name: a, expect: {} }\n",
      '8:1 "policies" stands beside "steps"',
      '9:1 "expect" stands beside "steps"',
    ],
    ["that are none", "steps: []\n", '8:8 "steps" must not be empty'],
    ["that are a mapping", "steps: { a: b }\n", '8:1 "steps" must be a list, not a mapping'],
    [
      "that are text",
      "steps: [a]\n",
      '8:9 item 1 of "steps" must be a mapping, not the text "a"',
      '8:9 "expect" is missing',
    ],
    [
      "with an unknown key",
      "steps:\n  - { name: a, aply: [], expect: {} }\n",
      '9:16 unknown key "aply" in item 1 of "steps"',
    ],
  ] as const)
    it(`${title} are a problem`, () => assert.deepEqual(said(withPods(text)), expected));
});
