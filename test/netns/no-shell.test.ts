import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { globSync } from "tinyglobby";
import { namespaceWithImpliedLabel, type Pod } from "../../src/model/index.ts";
import { inNamespace } from "../../src/netns/box/in-namespace.ts";
import { resolvingLike } from "../../src/netns/dns/resolver-files.ts";
import { rulesScript } from "../../src/netns/rules/rules-script.ts";
import { IPV4, IPV6 } from "../../src/netns/topology/address-family.ts";
import { layOut } from "../../src/netns/topology/layout.ts";
import { detachScript, namespacesScript, topologyScript } from "../../src/netns/topology/topology.ts";
import { pod, policy } from "../model/build.ts";
import { HOSTILE } from "../safe-text/hostile-strings.ts";

const SRC = new URL("../../src/", import.meta.url);
const PROGRAM = "netns/box/program.ts";

/** All that is run in the box for a world whose every name and label begins with `text`, by what it is for. */
function scriptsFor(hostile: string) {
  // The API takes no longer names, and what stands before a slash is a namespace.
  const text = hostile.replaceAll("/", "-").slice(0, 240);
  const port = { port: 80, protocol: "TCP", name: `${text}-port` } as const;
  const pods: readonly Pod[] = [
    { ...pod(`${text}/${text}-a`, { [`${text}-key`]: text }, [port]), node: text },
    pod(`${text}/${text}-b`, { other: text }, [port]),
  ];
  const layout = layOut(pods, namespaceWithImpliedLabel(`${text}-s`), 2, [IPV4, IPV6]);
  const peer = {
    podSelector: { matchLabels: { other: text } },
    namespaceSelector: { matchLabels: { [`${text}-team`]: text } },
  };
  const spec = {
    podSelector: { matchLabels: { [`${text}-key`]: text } },
    ingress: [{ from: [peer, { ipBlock: { cidr: "10.0.0.0/8" } }], ports: [{ port: `${text}-port` }] }],
  };
  const state = {
    namespaces: [namespaceWithImpliedLabel(text, { [`${text}-team`]: text })],
    pods,
    services: [],
    policies: [policy(text, `${text}-policy`, spec)],
    addresses: new Map(layout.pods.map((local) => [local.pod.ref, local.addresses])),
    clusterIps: new Map(),
  };
  const local = layout.pods.at(-1) ?? assert.fail("no pod was placed");
  return {
    namespaces: namespacesScript(layout.pods.map(({ netns }) => netns)),
    topology: topologyScript(layout),
    detach: detachScript(layout.pods),
    rules: rulesScript(layout, state, 1),
    resolving: resolvingLike(local, ["10.96.0.10"]),
    command: inNamespace({ pid: 7, userNamespace: true, netns: local.netns }, []),
  };
}

/** nftables ends a comment with its line. */
const withoutComments = (script: string) => script.replaceAll(/ # [^\n]*/g, "");

const harmless = scriptsFor("x");

describe("what is run on this machine", () => {
  for (const [name, text] of Object.entries(HOSTILE))
    it(`is the same whatever a scenario calls its things: ${name}`, () => {
      const scripts = scriptsFor(text);
      for (const script of ["namespaces", "topology", "detach"] as const)
        assert.equal(scripts[script], harmless[script]);
      assert.equal(withoutComments(scripts.rules), withoutComments(harmless.rules));
      assert.equal(scripts.rules.split("\n").length, harmless.rules.split("\n").length);
      assert.deepEqual(scripts.command, harmless.command);
    });

  it("is a constant script where a shell stands before an agent, and names are its arguments", () => {
    const constant = harmless.resolving.slice(0, 7);
    assert.deepEqual(constant.slice(0, 5), ["unshare", "--mount", "--", "sh", "-c"]);
    for (const text of Object.values(HOSTILE))
      assert.deepEqual(scriptsFor(text).resolving.slice(0, 7), constant);
  });

  it("is started in one place, from a list of arguments, without a shell", () => {
    const sources = globSync("**/*.ts", { cwd: fileURLToPath(SRC) });
    assert.ok(sources.length > 300);
    const starting = sources.filter((file) =>
      /from "(?:node:)?(?:child_process|cluster|worker_threads)"|from "execa"|import\("(?:node:)?(?:child_process|execa)/.test(
        readFileSync(new URL(file, SRC), "utf8"),
      ),
    );
    assert.deepEqual(starting, [PROGRAM]);
    const program = readFileSync(new URL(PROGRAM, SRC), "utf8");
    assert.match(program, /import \{ execa \} from "execa";/);
    assert.deepEqual(program.match(/execa\(.*/g), ["execa(file, argv, {"]);
    assert.doesNotMatch(program, /shell/i);
  });
});
