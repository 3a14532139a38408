import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Finding } from "../../src/lint/index.ts";
import { findingsIn } from "./lint-text.ts";

const FOLDER = new URL("../fixtures/reported-cases/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, FOLDER), "utf8");

/** What is found beside that a namespace has no default deny, which is a note. */
const findings = (...names: readonly string[]): readonly Finding[] =>
  findingsIn(Object.fromEntries(names.map((name) => [name, read(name)])), {
    ignore: ["no-default-deny-ingress", "no-default-deny-egress"],
  });

const brief = (...names: readonly string[]): readonly string[] =>
  findings(...names).map(({ severity, rule, line, message }) => `${line} ${severity} ${rule}: ${message}`);

describe("cases that people reported", () => {
  it("pods on the host network: the policy that selects them and the peer that means them", () => {
    assert.deepEqual(brief("host-network.yaml"), [
      "27 warning host-network: agents/node-agent is on the host network: most network plugins do not match such pods by selectors",
      "35 warning host-network: agents/node-agent is on the host network: most network plugins do not apply policies to such pods",
    ]);
  });

  it("values of In that stand on a Job and on a CronJob's jobs, which are named", () => {
    assert.deepEqual(
      findings("labels-of-jobs.yaml").map(({ severity, message, hint = "" }) => [
        severity,
        message,
        hint.split(",")[0],
      ]),
      [
        [
          "warning",
          "no pod that is meant here has the label part=migration",
          "Job desk/migrate (labels-of-jobs.yaml:20) has it",
        ],
        [
          "warning",
          "no pod that is meant here has the label part=report",
          "CronJob desk/nightly (labels-of-jobs.yaml:25) has it",
        ],
      ],
    );
  });

  it("labels like numbers: the hint quotes what was written", () => {
    assert.deepEqual(
      findings("labels-like-numbers.yaml").map(({ hint }) => hint),
      ['"00700"', '"2.30"', '"98e5"', '"n"'].map((text) => `write it in quotes: ${text}`),
    );
  });

  it("a rule split in two, in both directions; the ports of DNS stay everybody's", () => {
    const found = findings("split-rules.yaml");
    assert.deepEqual(
      found.map(({ rule, line }) => [rule, line]),
      [
        ["split-rule", 10],
        ["split-rule", 13],
      ],
    );
    assert.match(
      found[0]?.hint ?? "",
      /- to:\n.*ports:\n {4}- port: 5432\n- ports:\n {4}- protocol: UDP\n {6}port: 53\n {4}- protocol: TCP\n {6}port: 53$/s,
    );
  });

  it("a policy in YAML 1.1: both values that kubectl takes for something else", () => {
    const found = brief("yaml-1.1/scenario.yaml", "yaml-1.1/policy.yaml");
    assert.deepEqual(found, [
      "8 warning kubectl-number: kubectl reads 0120 as 80",
      '9 error invalid: "tested" must be text, and y is read as true',
    ]);
  });

  for (const [name, why] of [
    ["openshift-dns.yaml", "the DNS pods of OpenShift listen on another port"],
    ["pods-of-an-operator.yaml", "an operator makes pods with labels that stand nowhere"],
    ["kinds-with-templates.yaml", "kinds of others hold pod templates"],
    ["status.yaml", "old servers print a status"],
    ["dedented-quotes.yaml", "kubectl reads texts that YAML 1.2 does not"],
  ] as const)
    it(`nothing is found in ${name}: ${why}`, () => {
      assert.deepEqual(brief(name), []);
    });

  it("nothing is said of a peer in a namespace of which nothing is known", () => {
    const [first, ...others] = brief("peer-of-another-namespace.yaml");
    assert.match(first ?? "", /info no-namespace/);
    assert.deepEqual(others, []);
  });

  it("policies before and behind a text that only kubectl reads are looked at", () => {
    const only = ["no-default-deny-ingress", "no-default-deny-egress"];
    const text = read("dedented-quotes.yaml");
    assert.deepEqual(findingsIn({ "f.yaml": text }, { only }), []);
    const [first = ""] = text.split("---\n");
    assert.equal(findingsIn({ "f.yaml": first }, { only }).length, 1);
  });
});

describe("hints", () => {
  it("ask nobody to label a namespace with its name, which the server does", () => {
    const text = (label: string): string => `apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: p, namespace: shop }
spec: { podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { ${label}: metrics } } }] }] }
`;
    const hint = (label: string) =>
      findingsIn({ "f.yaml": text(label) }, { only: ["peer-no-namespace"] })[0]?.hint;
    assert.equal(
      hint("kubernetes.io/metadata.name"),
      "correct the name, unless such a namespace is made elsewhere",
    );
    assert.equal(hint("team"), "correct the selector, or label the namespace that is meant");
  });

  it("propose to delete a policy only where the world is whole", () => {
    const texts = {
      "a.yaml": ["host-network", "labels-of-jobs", "pods-of-an-operator", "kinds-with-templates"]
        .map((name) => read(`${name}.yaml`))
        .join("---\n"),
      "b.yaml": read("host-network.yaml"),
      "c.yaml": read("split-rules.yaml"),
      "d.yaml": read("split-rules.yaml").replace("name: split", "name: again"),
      "e.yaml":
        "apiVersion: v1\nkind: Pod\nmetadata: { name: p, namespace: shop }\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: nobody, namespace: shop }\nspec: { podSelector: { matchLabels: { no: pod } } }\n",
    };
    const deleting = (wholeWorld: boolean): readonly string[] => [
      ...new Set(
        findingsIn(texts, { wholeWorld })
          .filter(({ hint = "" }) => /delete|remove the p/.test(hint))
          .map(({ rule }) => rule),
      ),
    ];
    assert.deepEqual(deleting(false), []);
    assert.deepEqual(deleting(true).toSorted(), [
      "duplicate-policy",
      "peer-no-pod",
      "same-name-twice",
      "selects-nothing",
    ]);
  });
});
