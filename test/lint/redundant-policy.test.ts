import assert from "node:assert/strict";
import fc from "fast-check";
import { redundantPolicies } from "../../src/lint/analysis/redundancy/redundant-policies.ts";
import type { PlacedPolicy } from "../../src/manifest/inventory.ts";
import type { Flow, NetworkPolicy } from "../../src/model/index.ts";
import { compilePolicies } from "../../src/policy/index.ts";
import { readYaml } from "../../src/yaml/document.ts";
import { placeOf } from "../../src/yaml/place.ts";
import { policy } from "../model/build.ts";
import {
  arbitrarySpec,
  PLAYGROUND,
  PLAYGROUND_FLOWS,
} from "../policy/kinds/network-policy/arbitrary-policies.ts";
import { addressesOf } from "../policy/world.ts";
import { findingsIn } from "./lint-text.ts";

const ADDRESSES = addressesOf(PLAYGROUND);

const FLOWS = PLAYGROUND_FLOWS.flatMap((flow): readonly Flow[] => [flow, { ...flow, family: "ipv6" }]);

/** For each flow, whether policies allow it in each direction. */
function meaningOf(policies: readonly NetworkPolicy[]): readonly string[] {
  const decide = compilePolicies({ ...PLAYGROUND, policies }, ADDRESSES);
  return FLOWS.map((flow) => {
    const { egress, ingress } = decide(flow);
    return `${egress.allowed} ${ingress.allowed}`;
  });
}

const somewhere = placeOf(readYaml({ file: "f.yaml", text: "{}" }, () => {})[0] ?? assert.fail(), []);

function placed({ metadata, spec }: NetworkPolicy): PlacedPolicy {
  return { name: metadata.name, namespace: metadata.namespace, spec, place: somewhere };
}

/** The policies that a document holds, under names of their own, in namespace `x`. */
function shop(...specs: readonly string[]): string {
  return specs
    .map(
      (spec, index) =>
        `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p${index}, namespace: x }\nspec: ${spec}\n`,
    )
    .join("---\n");
}

const found = (text: string, wholeWorld = false): readonly string[] =>
  findingsIn({ "f.yaml": text }, { only: ["redundant-policy"], wholeWorld }).map(
    ({ severity, message }) => `${severity} ${message}`,
  );

const DB = "podSelector: { matchLabels: { app: db } }";
const from = (app: string, ports = ""): string =>
  `{ from: [{ podSelector: { matchLabels: { app: ${app} } } }]${ports === "" ? "" : `, ports: [${ports}]`} }`;

describe("redundant-policy", () => {
  it("is right whatever the pods: without all that are found, nothing is decided otherwise", () => {
    let count = 0;
    const two = fc.array(arbitrarySpec, { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(two, (specs) => {
        const policies = specs.map((spec, index) => policy("x", `p${index}`, spec));
        const redundant = new Set(redundantPolicies(policies.map(placed)).map((each) => each.policy.name));
        const left = policies.filter(({ metadata }) => !redundant.has(metadata.name));
        count += redundant.size;
        if (redundant.size > 0) assert.deepEqual(meaningOf(left), meaningOf(policies));
      }),
      { numRuns: 1500 },
    );
    assert.ok(count > 30, `only ${count} were found`);
  });

  it("finds what one wider policy allows, or several together", () => {
    const narrow = `{ ${DB}, ingress: [${from("web", "{ port: 5432 }, { port: 9187 }")}] }`;
    assert.deepEqual(found(shop(narrow, `{ podSelector: {}, ingress: [${from("web")}] }`)), [
      "info x/p0 changes nothing: for its pods x/p1 isolates and allows as much already",
    ]);
    const sql = `{ podSelector: {}, ingress: [${from("web", "{ port: 5432 }")}] }`;
    const metrics = `{ ${DB}, ingress: [{ ports: [{ port: 9187 }] }] }`;
    assert.deepEqual(found(shop(narrow, sql, metrics)), [
      "info x/p0 changes nothing: for its pods x/p1 and x/p2 isolate and allow as much already",
    ]);
    assert.deepEqual(found(shop(narrow, sql)), []);
  });

  it("leaves alone what isolates pods or a direction that no other does", () => {
    const all = `{ podSelector: {}, ingress: [${from("web")}] }`;
    assert.deepEqual(
      found(shop(`{ ${DB}, policyTypes: [Ingress, Egress], ingress: [${from("web")}] }`, all)),
      [],
    );
    assert.deepEqual(
      found(shop(`{ podSelector: {}, ingress: [${from("web")}] }`, `{ ${DB}, ingress: [{}] }`)),
      [],
    );
    assert.deepEqual(found(shop(`{ ${DB}, ingress: [${from("web")}] }`, "{ podSelector: {} }")), []);
  });

  it("leaves alone policies that deny only: they stay when the others go", () => {
    assert.deepEqual(
      found(shop("{ podSelector: {} }", `{ podSelector: {}, ingress: [${from("web")}] }`)),
      [],
    );
  });

  it("names of two that replace each other one, and none that only means the same as another", () => {
    const one = `{ ${DB}, ingress: [${from("web")}] }`;
    assert.deepEqual(found(shop(one, one)), []);
    assert.deepEqual(
      found(shop(one, one, `{ podSelector: {}, ingress: [${from("web")}] }`)).map((each) =>
        each.slice(0, 25),
      ),
      ["info x/p0 changes nothing"],
    );
  });

  it("is a warning where the world is whole, and only there proposes to delete the policy", () => {
    const text = shop(
      `{ ${DB}, ingress: [${from("web")}] }`,
      `{ podSelector: {}, ingress: [${from("web")}] }`,
    );
    const hint = (wholeWorld: boolean) =>
      findingsIn({ "f.yaml": text }, { only: ["redundant-policy"], wholeWorld })[0]?.hint;
    assert.match(found(text, true)[0] ?? "", /^warning /);
    assert.equal(hint(true), "if less is meant to be allowed, narrow that one; else delete the policy");
    assert.equal(hint(false), "if less is meant to be allowed, narrow that one");
  });

  it("says nothing of policies of a scenario, which may be there one after the other", () => {
    const text = `
name: one after the other
namespaces: { x: {} }
pods: { x/web: { labels: { app: web } }, x/db: { labels: { app: db }, ports: [80] } }
steps:
  - name: wide
    apply: [{ metadata: { name: wide, namespace: x }, spec: { podSelector: {}, ingress: [{}] } }]
    expect: { default: allow }
  - name: narrow
    delete: [x/wide]
    apply: [{ metadata: { name: narrow, namespace: x }, spec: { ${DB}, ingress: [${from("web")}] } }]
    expect: { default: allow }
`;
    const findings = findingsIn({ "s.yaml": text }, { all: true });
    assert.deepEqual(
      findings.filter(({ rule }) => rule === "redundant-policy" || rule === "invalid"),
      [],
    );
  });
});
