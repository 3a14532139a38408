import assert from "node:assert/strict";
import fc from "fast-check";
import { generateScenario } from "../../src/generate/generate-scenario.ts";
import type { Draft } from "../../src/generate/scenario/scenario-text.ts";
import { selfContained } from "../../src/generate/self-contained.ts";
import { testable } from "../../src/generate/testable.ts";
import type { NetworkPolicySpec, Pod, PolicyObject, Service } from "../../src/model/index.ts";
import { namespaceWithImpliedLabel } from "../../src/model/index.ts";
import { parseScenario } from "../../src/scenario/index.ts";
import { denyAllIngress, pod, policy } from "../model/build.ts";

const OPTIONS = { file: "s.yaml", readFile: (): never => assert.fail("no file is named") };

const PODS = [
  pod("x/web", { app: "web" }),
  pod("x/db", { app: "db" }, [{ port: 5432, protocol: "TCP", name: "sql" }]),
  pod("y/client", { app: "client" }, []),
];

function draft(
  policies: readonly PolicyObject[],
  { pods = PODS, services = [] }: { pods?: readonly Pod[]; services?: readonly Service[] } = {},
  leftOut: readonly string[] = [],
): Draft {
  const namespaces = ["x", "y"].map((name) => namespaceWithImpliedLabel(name, { team: name }));
  return {
    name: "the policies of a test",
    origin: "a test",
    subject: { manifests: [], world: { namespaces, pods, services, policies } },
    leftOut,
  };
}

async function textOf(of: Draft): Promise<string> {
  const generated = await generateScenario(of, OPTIONS);
  assert.ok("text" in generated, "refusal" in generated ? generated.refusal : "");
  return generated.text;
}

async function rulesIn(spec: NetworkPolicySpec): Promise<string> {
  const text = await textOf(draft([policy("x", "p", spec)]));
  return text.slice(text.indexOf("expect:"));
}

describe("a scenario made from what exists", () => {
  it("spells out its world, its policies and what they mean, and is the same each time", async () => {
    const toDb: NetworkPolicySpec = {
      podSelector: { matchLabels: { app: "db" } },
      ingress: [{ from: [{ podSelector: { matchLabels: { app: "web" } } }], ports: [{ port: "sql" }] }],
    };
    const text = await textOf(draft([policy("x", "db", toDb)]));
    assert.equal(text, await textOf(draft([policy("x", "db", toDb)])));
    assert.equal(
      text.slice(text.indexOf("name:")),
      `name: the policies of a test

namespaces:
  x: { labels: { team: x } }
  "y": { labels: { team: "y" } }
pods:
  x/web: { labels: { app: web }, ports: [80] }
  x/db: { labels: { app: db }, ports: [sql=5432] }
  y/client: { labels: { app: client } }
policies:
  - metadata: { name: db, namespace: x }
    spec:
      podSelector: { matchLabels: { app: db } }
      ingress:
        - { from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: sql }] }

expect:
  default: allow
  rules:
    - deny y/client -> x/db
`,
    );
    assert.match(
      text,
      /^# What the policies of a test mean today: 3 pods, 4 cells, of which 3 are allowed\.\n/,
    );
  });

  it("says what was left out, in lines that nobody can break out of", async () => {
    const text = await textOf(draft([], {}, ["Job a\nname: forged\u2028name: forged", "\u001b[2Jb"]));
    assert.match(text, /\n# - Job a name: forged name: forged\n# - \[2Jb\nname: the policies/);
  });

  it("leaves to the cluster what depends on the addresses that its pods get, and nothing else", async () => {
    const from = (cidr: string, except: readonly string[] = []) =>
      rulesIn({
        podSelector: { matchLabels: { app: "db" } },
        ingress: [{ from: [{ ipBlock: { cidr, except } }] }],
      });
    assert.match(
      await from("10.0.0.0/8"),
      /default: allow\n.*# predicted: .*\n.*\n {4}- predicted \* -> x\/db\n/s,
    );
    assert.match(await from("0.0.0.0/0", ["10.0.0.0/8"]), /- predicted \* -> x\/db\n/);
    assert.equal(await from("0.0.0.0/0", ["169.254.169.254/32"]), "expect:\n  default: allow\n");
  });

  it("expects nothing of a Service where it depends on which pod is chosen", async () => {
    const service: Service = {
      ref: "x/all",
      namespace: "x",
      name: "all",
      backs: { selector: { of: "all" } },
      headless: false,
      ports: [{ port: 80, protocol: "TCP", targetPort: 80 }],
    };
    const behind = ["x/a", "x/b"].map((ref) => pod(ref as "x/a", { of: "all", app: ref.slice(2) }));
    const world = { pods: [...behind, pod("y/c")], services: [service] };
    const closed = policy("x", "p", { podSelector: { matchLabels: { app: "a" } } });
    const text = await textOf(draft([closed], world));
    assert.match(text, /# any: .*depends on which pod behind the Service is chosen\n/);
    assert.match(text, /- any y\/c -> x\/all\n/);
  });

  it("refuses what no scenario can hold, with the reason", async () => {
    const pods = [pod("x/Not_A_Name")];
    const generated = await generateScenario(draft([], { pods }), OPTIONS);
    assert.ok("refusal" in generated);
    assert.match(
      generated.refusal,
      /^no sound scenario can be made of this; nothing was written\ns\.yaml:\d+:\d+ /,
    );
  });

  it("passes whatever the policies are", async () => {
    const label = fc.constantFrom("web", "db", "client", "nobody").map((app) => ({ matchLabels: { app } }));
    const selector = fc.oneof(fc.constant({}), label);
    const peer = fc.oneof(
      selector.map((podSelector) => ({ podSelector })),
      fc.constant({ namespaceSelector: { matchLabels: { team: "y" } } }),
      fc.constantFrom("10.0.0.0/8", "0.0.0.0/0", "10.244.1.0/24").map((cidr) => ({ ipBlock: { cidr } })),
    );
    const ports = fc.constantFrom([], [{ port: 80 }], [{ port: "sql" }], [{ protocol: "UDP" as const }]);
    const rule = fc.record({ from: fc.array(peer, { maxLength: 2 }), ports });
    const spec = fc.record({ podSelector: selector, ingress: fc.array(rule, { maxLength: 2 }) });
    const policies = fc.array(fc.record({ namespace: fc.constantFrom("x", "y"), spec }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(policies, async (all) => {
        const objects = all.map(({ namespace, spec: each }, index) => policy(namespace, `p${index}`, each));
        const text = await textOf(draft(objects));
        assert.ok("scenarios" in parseScenario(text, OPTIONS));
      }),
      { numRuns: 40 },
    );
  });
});

describe("an application to be written down", () => {
  it("is none where nothing makes pods", () => {
    const nothing = testable({ namespaces: [], pods: [], services: [], policies: [], leftOut: ["a reason"] });
    assert.ok("refusal" in nothing);
    assert.match(nothing.refusal, /^there is no pod, and nothing that makes pods; .*\na reason$/);
  });

  it("tells how many cells it has, none of which is made", () => {
    const pods = Array.from({ length: 600 }, (_, index) =>
      pod(`x/p${index}`, {}, [{ port: 80, protocol: "TCP" }]),
    );
    const many = testable({ namespaces: [], pods, services: [], policies: [], leftOut: [] });
    assert.ok("twins" in many);
    assert.equal(many.cells, 600 * 599);
  });

  it("can be spelt out without Services that have no address or lead to nobody", () => {
    const service = (name: string, headless: boolean, targetPort: number | string): Service => ({
      ref: `x/${name}`,
      namespace: "x",
      name,
      backs: { selector: { app: "web" } },
      headless,
      ports: [{ port: 80, protocol: "TCP", targetPort }],
    });
    const services = [service("a", false, 80), service("b", true, 80), service("c", false, "nobody")];
    const found = selfContained({
      namespaces: [],
      pods: PODS,
      services,
      policies: [policy("x", "p", denyAllIngress)],
      leftOut: ["before"],
    });
    assert.deepEqual(
      found.services.map(({ ref }) => ref),
      ["x/a"],
    );
    assert.deepEqual(found.leftOut, [
      "before",
      "Service x/b is headless and left out: flows to its pods are the same",
    ]);
  });
});
