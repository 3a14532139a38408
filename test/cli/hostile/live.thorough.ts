import assert from "node:assert/strict";
import { SafeOutput } from "../../../src/cli/output/safe-output.ts";
import { describeError } from "../../../src/cli/run-cli.ts";
import { namespaceWithImpliedLabel } from "../../../src/model/index.ts";
import { type FakeCluster, fakeCluster } from "../../kubernetes/fakes/fake-cluster.ts";
import { status } from "../../kubernetes/fakes/fake-objects.ts";
import { denyAllIngress, pod, policy } from "../../model/build.ts";
import { assertHarmless, HOSTILE } from "../../safe-text/hostile-strings.ts";
import { LISTS, podOf, withCluster } from "../live-cluster.ts";
import { captured, netverdict } from "../terminal.ts";

const never = new AbortController().signal;

/** A cluster in which everything is called, labelled and configured by a text. */
function clusterOf(text: string): typeof LISTS {
  const web = podOf("web", "10.0.0.1");
  const named = {
    ...web,
    metadata: { ...web.metadata, name: text, namespace: text, labels: { [text]: text, app: text } },
    spec: { containers: [{ ports: [{ containerPort: 80, name: text }] }], nodeName: text },
  };
  return {
    ...LISTS,
    "/api/v1/namespaces": [
      { metadata: { name: "shop", labels: { [text]: text } } },
      { metadata: { name: text } },
    ],
    "/api/v1/pods": [named, web, podOf("db", "10.0.0.2")],
    "/api/v1/services": [
      {
        metadata: { name: text, namespace: text },
        spec: { selector: { [text]: text }, ports: [{ port: 80, name: text }] },
      },
      { metadata: { name: "e", namespace: "shop" }, spec: { type: "ExternalName", externalName: text } },
    ],
    "/apis/networking.k8s.io/v1/networkpolicies": [
      policy("shop", text, { ...denyAllIngress, podSelector: { matchLabels: { [text]: text } } }),
      policy("shop", "db", {
        podSelector: { matchLabels: { app: "db" } },
        ingress: [{ from: [], ports: [{ port: text }] }],
      }),
    ],
  };
}

const COMMANDS: readonly (readonly string[])[] = [
  ["predict"],
  ["predict", "--json"],
  ["lint"],
  ["lint", "--format", "sarif"],
  ["init", "--namespace", "shop"],
  ["explain", "shop/web -> shop/db"],
];

describe("hostile texts of a cluster", function () {
  // Each goes through all texts, which a busy machine takes its time for.
  this.timeout(120_000);

  for (const args of COMMANDS)
    it(`are harmless: ${args.join(" ")} --context`, async () => {
      for (const [name, text] of Object.entries(HOSTILE))
        await withCluster(async (kubeconfig) => {
          const { stdout, stderr } = await netverdict(
            ...args,
            "--context",
            "staging",
            "--kubeconfig",
            kubeconfig,
          );
          assert.ok(stdout.length + stderr.length > 0);
          assertHarmless(stdout, `${name}: stdout`);
          assertHarmless(stderr, `${name}: stderr`);
        }, clusterOf(text));
    });

  let made: FakeCluster;
  beforeEach(async () => {
    made = await fakeCluster();
  });
  afterEach(() => made.close());

  const world = { namespaces: [namespaceWithImpliedLabel("x")], pods: [pod("x/a")], services: [] };

  /** What is printed when a run cannot begin, and what had been told before. */
  async function printed(): Promise<string> {
    const { stream, text } = captured();
    const output = new SafeOutput(stream);
    const error: unknown = await made
      .cluster()
      .open(world, never)
      .catch((reason: unknown) => reason);
    output.write(`${made.told.join("\n")}\n${describeError(error).message}\n`);
    return text();
  }

  it("are harmless: what the API server answers", async () => {
    for (const [name, text] of Object.entries(HOSTILE)) {
      made.fake.fault = ({ path }) => (path.endsWith("/nodes") ? status(403, text, text) : undefined);
      const shown = await printed();
      assert.match(shown, /GET \/api\/v1\/nodes: 403 /);
      assertHarmless(shown, name);
    }
  });

  it("are harmless: an answer that is no Status, and the user's name", async () => {
    for (const [name, text] of Object.entries(HOSTILE)) {
      made.fake.objects.user = text;
      made.fake.objects.allows = () => false;
      assertHarmless(await printed(), name);
      made.fake.objects.allows = () => true;
      made.fake.fault = ({ path }) => (path.endsWith("/nodes") ? { status: 418, body: text } : undefined);
      assertHarmless(await printed(), name);
    }
  });

  it("are harmless: what is said of a pod that does not come, and its log", async () => {
    for (const [name, text] of Object.entries(HOSTILE)) {
      const terminated = { exitCode: 1, reason: text, message: text };
      made.fake.objects.podStatus = () => ({
        phase: "Failed",
        reason: text,
        message: text,
        podIPs: [],
        containerStatuses: [{ name: "agent", state: { terminated } }],
      });
      made.fake.fault = ({ path }) =>
        path.endsWith("/log") ? { status: 200, body: `${text}\n${text}` } : undefined;
      const shown = await printed();
      assert.match(shown, /pod x\/a: not running/);
      assertHarmless(shown, name);
    }
  });
});
