import assert from "node:assert/strict";
import fc from "fast-check";
import { EXPECTATIONS } from "../../../src/model/index.ts";
import type { TargetText } from "../../../src/scenario/expectations/cells-text.ts";
import type { PatternText } from "../../../src/scenario/expectations/pod-pattern.ts";
import { parseRule, type RuleText } from "../../../src/scenario/expectations/rule-text.ts";

function parsed(text: string): RuleText | undefined {
  return parseRule(text, (index, message) => assert.fail(`${index} ${message}`));
}

function complaints(text: string): readonly string[] {
  const said: string[] = [];
  assert.equal(
    parseRule(text, (index, message) => said.push(`${index} ${message}`)),
    undefined,
  );
  return said;
}

describe("a rule", () => {
  it("names sources and targets, alone or by wildcard", () => {
    const rule = parsed("deny x/a, */b,* -> y/*:80");
    assert.equal(rule?.expect, "deny");
    assert.deepEqual(
      rule?.sources.map(({ pattern }) => pattern),
      [
        { namespace: "x", name: "a" },
        { namespace: "*", name: "b" },
        { namespace: "*", name: "*" },
      ],
    );
    assert.deepEqual(
      rule?.targets.map(({ pattern }) => pattern),
      [{ namespace: "y", name: "*" }],
    );
  });

  it("selects pods by labels, in one namespace or in all", () => {
    const rule = parsed("allow {app.io/name=web}, x/{ app = web , tier= } -> */{a=b}:dns");
    assert.deepEqual(
      rule?.sources.map(({ pattern }) => pattern),
      [
        { namespace: "*", name: "*", labels: { "app.io/name": "web" } },
        { namespace: "x", name: "*", labels: { app: "web", tier: "" } },
      ],
    );
    assert.deepEqual(rule?.targets[0]?.pattern, { namespace: "*", name: "*", labels: { a: "b" } });
  });

  it("means TCP by a bare port number, as ports of pods do", () => {
    const port = (text: string) => {
      const { value, protocol } = parsed(`deny * -> ${text}`)?.targets[0]?.port ?? {};
      return [value, protocol];
    };
    assert.deepEqual(port("*:80"), [80, "TCP"]);
    assert.deepEqual(port("*:53/UDP"), [53, "UDP"]);
    assert.deepEqual(port("*:dns"), ["dns", undefined]);
    assert.deepEqual(port("*:dns/UDP"), ["dns", "UDP"]);
    assert.deepEqual(port("*"), [undefined, undefined]);
  });

  it("means a range of ports, or all ports of a protocol", () => {
    const port = (text: string) => {
      const { value, protocol } = parsed(`deny * -> ${text}`)?.targets[0]?.port ?? {};
      return [value, protocol];
    };
    assert.deepEqual(port("*:80-90"), [{ first: 80, last: 90 }, "TCP"]);
    assert.deepEqual(port("*:80-80/SCTP"), [{ first: 80, last: 80 }, "SCTP"]);
    assert.deepEqual(port("*:*/UDP"), [undefined, "UDP"]);
    assert.deepEqual(port("*:*"), [undefined, undefined]);
  });

  it("may speak of one way of addressing, in either order", () => {
    const addressing = (text: string) => {
      const rule = parsed(text);
      return [rule?.via?.value, rule?.over?.value, rule?.targets[0]?.port?.value];
    };
    assert.deepEqual(addressing("deny * -> x/a:80 via service"), ["service", undefined, 80]);
    assert.deepEqual(addressing("deny * -> x/a:80 over ipv6 via pod-ip "), ["pod-ip", "ipv6", 80]);
    assert.deepEqual(addressing("deny * -> x/a\tover\tipv4"), [undefined, "ipv4", undefined]);
    assert.deepEqual(addressing("deny over/via -> via/over"), [undefined, undefined, undefined]);
  });

  for (const [text, ...said] of [
    ["deny * x/a", '0 a rule needs "->" between its sources and its targets'],
    ["dney * -> x/a", '0 a rule begins with allow, deny, drop, reject, any or predicted, not "dney"'],
    [
      "-> x/a",
      '0 a rule begins with allow, deny, drop, reject, any or predicted, not ""',
      "0 the rule has no sources",
    ],
    ["deny -> x/a", "4 the rule has no sources"],
    ["deny * ->", "9 the rule has no targets"],
    ["deny x/a,,x/b -> *", "9 nothing stands between the commas"],
    ["deny api -> *", '5 "api" is no pod'],
    ["deny x/a* -> *", '7 "a*" is no pod\'s name'],
    ["deny x/a/b -> *", '7 "a/b" is no pod\'s name'],
    ["deny /a -> *", '5 "" is no namespace'],
    ["deny x/a y/b -> *", '7 "a y/b" is no pod\'s name'],
    ["deny x/{app=web -> *", "7 the labels lack their closing brace"],
    ["deny {app} -> *", '6 "app" is no label'],
    ["deny {=web} -> *", '6 "=web" is no label'],
    ["deny {a=b, a=c} -> *", '11 the label "a" is asked for twice'],
    ["deny x/a:80 -> *", "8 a source has no port"],
    ["deny * -> x/a:80:81", "16 a target has one port"],
    ["deny * -> x/a:", '14 "" is not a port'],
    ["deny * -> x/a:80/TCP/UDP", '14 "80/TCP/UDP" is not a port'],
    ["deny * -> x/a:90-80", "14 the range 90-80 ends before it begins"],
    ["deny * -> x/a:0-80", "14 port 0 is not a port: 1 to 65535"],
    ["deny * -> x/a:65536", "14 port 65536 is not a port: 1 to 65535"],
    ["deny * -> x/a via", "14 via is followed by pod-ip, cluster-ip or service"],
    ["deny * -> x/a via servic", '18 via is followed by pod-ip, cluster-ip or service, not "servic"'],
    ["deny * -> x/a over v4", '19 over is followed by ipv4 or ipv6, not "v4"'],
    ["deny * -> x/a via pod-ip via service", "25 via is written twice"],
    ["deny * -> x/a via pod-ip, x/b", '18 via is followed by pod-ip, cluster-ip or service, not "pod-ip,"'],
    ["deny * -> x/a via pod-ip x/b", '25 nothing may follow "via" and "over", and here is "x/b"'],
    ["deny * -> x/a:80/udp", '17 unknown protocol "udp"'],
    ["deny a -> b:80/udp", '5 "a" is no pod', '10 "b" is no pod', '15 unknown protocol "udp"'],
  ] as const)
    it(`is not ${JSON.stringify(text)}`, () => assert.deepEqual(complaints(text), said));

  it("does not leave open to which of its targets a port belongs", () => {
    const said: string[] = [];
    parseRule("deny * -> x/a, x/b:80", (index, message, hint) => said.push(`${index} ${message}: ${hint}`));
    assert.deepEqual(said, [
      "10 some targets of the rule have a port and this one has none: write x/a:80, or a rule of its own",
    ]);
  });

  it("is read as it was written, whatever its parts", () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,5}$/);
    const label = fc.tuple(word, word).map(([key, value]) => `{${key}=${value}}`);
    const pattern = fc
      .tuple(fc.oneof(word, fc.constant("*")), fc.oneof(word, label, fc.constant("*")))
      .map((pair) => pair.join("/"));
    const port = fc
      .tuple(fc.oneof(word, fc.integer({ min: 1, max: 65535 })), fc.constantFrom("/TCP", "/UDP"))
      .map((pair) => pair.join(""));
    const sides = fc.array(pattern, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.constantFrom(...EXPECTATIONS), sides, sides, port, (expect, sources, targets, port) => {
        const withPorts = targets.map((target) => `${target}:${port}`);
        const rule = parsed(`${expect} ${sources.join(", ")} -> ${withPorts.join(",")}`);
        assert.equal(rule?.expect, expect);
        assert.deepEqual(rule?.sources.map(written), sources);
        assert.deepEqual(rule?.targets.map(writtenTarget), withPorts);
      }),
    );
  });
});

function written({ pattern: { namespace, name, labels } }: PatternText): string {
  const pairs = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
  return `${namespace}/${labels ? `{${pairs.join()}}` : name}`;
}

function writtenTarget(target: TargetText): string {
  return `${written(target)}:${target.port?.value}/${target.port?.protocol}`;
}
