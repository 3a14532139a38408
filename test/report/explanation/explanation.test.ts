import assert from "node:assert/strict";
import type { ClusterState, Endpoint, Flow, NetworkPolicy } from "../../../src/model/index.ts";
import { explainFlow } from "../../../src/policy/index.ts";
import { renderExplanations } from "../../../src/report/explanation/explanation.ts";
import { flow, policy } from "../../model/build.ts";
import { addressesOf, world } from "../../policy/world.ts";

const A = { matchLabels: { pod: "a" } };
const TCP_81 = { ports: [{ port: 81 }] };

/** The lines after the heading, of three pods and some policies. */
function lines(asked: Flow, policies: readonly NetworkPolicy[], color = false): readonly string[] {
  const state: ClusterState = world("x/a x/b y/c", policies);
  const explanation = explainFlow(state, addressesOf(state), asked);
  const options = { color, where: "some scenario, step 2: closed", assumedAddresses: true };
  const text = renderExplanations([explanation], options);
  assert.ok(text.endsWith("\n") && !text.endsWith("\n\n"));
  return text.trimEnd().split("\n");
}

/** Lines about ingress of x/a when y/c dials it on port 80. */
function intoA(...policies: readonly NetworkPolicy[]): readonly string[] {
  return lines(flow("y/c", "x/a"), policies).slice(4);
}

function toService(...pods: readonly Endpoint["pod"][]): Flow {
  return {
    ...flow("y/c", "x/web", 8080),
    via: "cluster-ip",
    endpoints: pods.map((pod) => ({ pod, port: 80 })),
  };
}

describe("an explanation for people", () => {
  it("says where it looked, the answer, and of each direction why", () => {
    assert.deepEqual(lines(flow("y/c", "x/a"), []), [
      "some scenario, step 2: closed",
      "y/c -> x/a:80 is allowed",
      "",
      "egress of y/c: allowed",
      "  no policy selects it in this direction",
      "ingress of x/a: allowed",
      "  no policy selects it in this direction",
    ]);
  });

  it("names the rule that allows, and the other policies that select the pod", () => {
    assert.deepEqual(intoA(policy("x", "p", { ingress: [TCP_81, {}] }), policy("x", "q", {})).slice(-2), [
      "ingress of x/a: allowed",
      "  ingress[1] of x/p allows it; also selected by x/q",
    ]);
  });

  it("says of a denial what keeps each rule from matching, and what would have to change", () => {
    const from = [{ podSelector: A }, { namespaceSelector: { matchLabels: { ns: "z", team: "a" } } }];
    const shown = intoA(
      policy("x", "deny", {}),
      policy("x", "p", { ingress: [{ from }, { from, ...TCP_81 }] }),
    );
    assert.deepEqual(shown.slice(1), [
      "ingress of x/a: denied",
      "  x/deny selects it and has no ingress rule",
      "  x/p selects it",
      "    ingress[0]  from[0]: y/c is not in x, where a podSelector alone selects",
      "                         pod y/c lacks pod=a (has pod=c)",
      "                from[1]: namespace y lacks ns=z (has ns=y)",
      "                         namespace y lacks team=a",
      "    ingress[1]  from[0]: y/c is not in x, where a podSelector alone selects",
      "                         pod y/c lacks pod=a (has pod=c)",
      "                from[1]: namespace y lacks ns=z (has ns=y)",
      "                         namespace y lacks team=a",
      "                ports[0]: port 80/TCP is not 81/TCP",
      "  nearest is ingress[0] of x/p, which would match if you",
      "    - give that peer a namespaceSelector that selects the namespace of y/c too",
      "    - label pod y/c with pod=a",
    ]);
  });

  it("leaves out the part of a rule that matches", () => {
    const shown = intoA(policy("x", "p", { ingress: [{ from: [{ namespaceSelector: {} }], ...TCP_81 }] }));
    assert.deepEqual(shown.slice(2), [
      "  x/p selects it",
      "    ingress[0]  ports[0]: port 80/TCP is not 81/TCP",
      "  nearest is ingress[0] of x/p, which would match if you",
      "    - add port 80/TCP to the rule",
    ]);
  });

  it("says where there is no rule at all", () => {
    assert.equal(
      intoA(policy("x", "p", {})).at(-1),
      "  no rule at all: add one to x/p, of port 80/TCP from y/c",
    );
  });

  it("says of a peer that contradicts itself that nobody can match it, and offers no label for it", () => {
    const itself = {
      matchLabels: { tier: "frontend" },
      matchExpressions: [{ key: "tier", operator: "NotIn" as const, values: ["frontend"] }],
    };
    const from = [{ namespaceSelector: {}, podSelector: itself }];
    assert.deepEqual(intoA(policy("x", "p", { ingress: [{ from }] })).slice(2), [
      "  x/p selects it",
      "    ingress[0]  from[0]: no pod can match this peer: what it requires of the label tier contradicts itself",
      "  no label, port or block makes one of these rules match: add one to x/p, of port 80/TCP from y/c",
    ]);
  });

  it("offers of two lists of values only what stands in both", () => {
    const both = {
      matchExpressions: [
        { key: "tier", operator: "In" as const, values: ["frontend", "backend"] },
        { key: "tier", operator: "In" as const, values: ["backend", "db"] },
      ],
    };
    const from = [{ namespaceSelector: {}, podSelector: both }];
    assert.equal(
      intoA(policy("x", "p", { ingress: [{ from }] })).at(-1),
      "    - label pod y/c with tier=backend",
    );
  });

  it("finds words for every way in which a peer can fail", () => {
    const excepted = { cidr: "10.0.0.0/8", except: ["10.0.0.0/30"] };
    const not = (operator: "NotIn" | "DoesNotExist" | "Exists", key: string) => ({
      podSelector: {
        matchExpressions: [{ key, operator, ...(operator === "NotIn" ? { values: ["c"] } : {}) }],
      },
      namespaceSelector: {},
    });
    const from = [
      { ipBlock: { cidr: "10.0.0.0/31" } },
      { ipBlock: excepted },
      {},
      not("NotIn", "pod"),
      not("DoesNotExist", "pod"),
      not("Exists", "team"),
    ];
    const shown = intoA(policy("x", "p", { ingress: [{ from }] })).join("\n");
    for (const words of [
      "from[0]: 10.0.0.3 is not in 10.0.0.0/31",
      "from[1]: 10.0.0.3 is in the except 10.0.0.0/30",
      "from[2]: a peer without selector and block means nobody",
      "from[3]: pod y/c has pod=c, which is excluded",
      "from[4]: pod y/c has pod=c, which is excluded",
      "from[5]: pod y/c lacks the label team",
    ])
      assert.ok(shown.includes(words), `${words}\n${shown}`);
  });

  it("finds words for what would have to change, for every way in which a peer can fail", () => {
    const change = (peer: object): string | undefined =>
      intoA(policy("x", "p", { ingress: [{ from: [peer] }] }))
        .find((line) => line.includes("- "))
        ?.trim();
    const requiring = (operator: string, values?: readonly string[]) => ({
      namespaceSelector: {},
      podSelector: { matchExpressions: [{ key: "pod", operator, ...(values && { values }) }] },
    });
    assert.equal(
      change({ ipBlock: { cidr: "10.0.0.0/31" } }),
      "- add a block that holds 10.0.0.3 to the rule",
    );
    assert.equal(
      change({ ipBlock: { cidr: "10.0.0.0/8", except: ["10.0.0.0/30"] } }),
      "- take 10.0.0.0/30 out of the block's except",
    );
    assert.equal(change({}), "- give that peer a selector or a block");
    assert.equal(change(requiring("NotIn", ["c"])), "- take pod=c off pod y/c");
    assert.equal(change(requiring("In", ["d", "e"])), "- label pod y/c with pod=d or pod=e");
  });

  it("finds words for every way in which a port can fail", () => {
    const words = (ports: NonNullable<NonNullable<NetworkPolicy["spec"]["ingress"]>[number]["ports"]>) =>
      intoA(policy("x", "p", { ingress: [{ ports }] }))
        .slice(3)
        .join("\n");
    assert.match(words([{ port: 90, endPort: 99 }]), /port 80\/TCP is not in 90-99\/TCP/);
    assert.match(words([{ protocol: "UDP" }]), /TCP is not UDP/);
    assert.match(words([{ protocol: "UDP", port: 81 }]), /port 80\/TCP is not 81\/UDP/);
    assert.match(
      words([{ port: "web" }]),
      /x\/a gives no TCP port the name web[\s\S]*- add port 80\/TCP to the rule, or give it the name web on x\/a/,
    );
    assert.match(
      words([{ port: "serve-81-tcp" }]),
      /port 80\/TCP is not serve-81-tcp, which is 81\/TCP on x\/a[\s\S]*- add port 80\/TCP to the rule$/,
    );
  });

  it("mentions the addresses that blocks were matched against, if they are assumed", () => {
    const block = policy("x", "p", { ingress: [{ from: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }] });
    assert.match(
      intoA(block).at(-1) ?? "",
      /^note: no cluster was asked; .* assumed addresses: y\/c 10\.0\.0\.3$/,
    );
    const state = world("x/a y/c", [block]);
    const explanation = explainFlow(state, addressesOf(state), flow("y/c", "x/a"));
    const text = renderExplanations([explanation], { color: false, where: "", assumedAddresses: false });
    assert.doesNotMatch(text, /assumed/);
  });

  it("goes through the endpoints of a Service, by the pod and port behind it", () => {
    const denial = policy("x", "deny", { podSelector: { matchLabels: { pod: "b" } } });
    const shown = lines(toService("x/a", "x/b"), [denial]);
    assert.equal(
      shown[1],
      "y/c -> x/web:8080 via cluster-ip is allowed to some endpoints and denied to others",
    );
    assert.ok(shown.includes("endpoint x/a:80: allowed"));
    assert.ok(shown.includes("endpoint x/b:80: denied"));
    assert.ok(shown.includes("  ingress of x/b: denied"));
  });

  it("says of a Service without endpoints that nothing is behind it", () => {
    assert.deepEqual(lines(toService(), []).slice(1), [
      "y/c -> x/web:8080 via cluster-ip is denied: no pod is behind the Service",
    ]);
  });

  it("says that a pod cannot block access to itself", () => {
    const shown = lines(flow("x/a", "x/a"), [policy("x", "deny", { policyTypes: ["Egress"] })]);
    assert.equal(shown[4], "  a pod cannot block access to itself; selected by x/deny");
  });

  it("does not print a thousand rules", () => {
    const ingress = Array.from({ length: 1000 }, () => TCP_81);
    const shown = intoA(policy("x", "p", { ingress }));
    assert.ok(shown.length < 40, `${shown.length} lines`);
    assert.ok(shown.some((line) => /and 977 lines more/.test(line)));
    assert.match(shown.at(-1) ?? "", /add port 80\/TCP/);
  });

  it("is coloured only where it is asked to be", () => {
    assert.ok(lines(flow("y/c", "x/a"), [], true).join("").includes("\u001b["));
    assert.ok(!lines(flow("y/c", "x/a"), [], false).join("").includes("\u001b["));
  });
});
