import assert from "node:assert/strict";
import fc from "fast-check";
import { minimalRules } from "../../../src/generate/rules/minimal-rules.ts";
import { lineText, rulesOfLine } from "../../../src/generate/rules/rule-line.ts";
import {
  type Expectation,
  expectationOf,
  type Flow,
  type FlowKinds,
  flowsAmong,
  type Pod,
  type Protocol,
  partiesOf,
  podRef,
  type Service,
} from "../../../src/model/index.ts";
import { pod } from "../../model/build.ts";

interface State {
  readonly pods: readonly Pod[];
  readonly services: readonly Service[];
}

const PLAIN: FlowKinds = { loopback: false, via: ["pod-ip"], families: [] };

function rulesFor(state: State, want: (flow: Flow) => Expectation, kinds = PLAIN) {
  const cells = flowsAmong(state, kinds).map((flow) => ({ flow, expect: want(flow) }));
  const found = minimalRules(cells, partiesOf(state));
  const matrix = { default: found.default, rules: found.lines.flatMap(rulesOfLine) };
  return { cells, matrix, text: [found.default, ...found.lines.map(lineText)] };
}

const tcp = (...ports: readonly number[]) => ports.map((port) => ({ port, protocol: "TCP" as const }));
const udp = (port: number) => ({ port, protocol: "UDP" as const });

const SHOP: State = {
  pods: [
    pod("shop/web", { app: "web", tier: "front" }, tcp(8080)),
    pod("shop/api", { app: "api", tier: "back" }, tcp(9000, 9090)),
    pod("shop/worker", { app: "worker", tier: "back" }, tcp(9090)),
    pod("shop/db", { app: "db", tier: "data" }, tcp(5432)),
    pod("monitoring/prometheus", { app: "prometheus" }, tcp(9090)),
    pod("kube-system/coredns", { "k8s-app": "kube-dns" }, [udp(53), ...tcp(53, 9153)]),
  ],
  services: [],
};

/** The rules for the shop, where some flows are allowed and others are not. */
function shopRules(isAllowed: (source: string, target: string, port: number) => boolean): readonly string[] {
  return rulesFor(SHOP, ({ source, target, port }) => (isAllowed(source, target, port) ? "allow" : "deny"))
    .text;
}

describe("the few rules of a matrix", () => {
  it("are none where all cells are alike", () => {
    assert.deepEqual(
      shopRules(() => true),
      ["allow"],
    );
    assert.deepEqual(
      shopRules(() => false),
      ["deny"],
    );
    assert.deepEqual(minimalRules([], partiesOf(SHOP)), { default: "deny", lines: [] });
  });

  it("name what is denied where nearly everything is allowed, and who may nevertheless", () => {
    assert.deepEqual(
      shopRules((source, target) => target !== "shop/db" || source === "shop/api"),
      ["allow", "deny * -> shop/db", "allow shop/api -> shop/db"],
    );
  });

  it("name what is allowed where nearly everything is denied", () => {
    const allowed = ["shop/web shop/api 9000", "shop/api shop/db 5432", "shop/worker shop/db 5432"];
    assert.deepEqual(
      shopRules((source, target, port) => allowed.includes(`${source} ${target} ${port}`)),
      ["deny", "allow shop/web -> shop/api:9000", "allow shop/{tier=back} -> shop/db"],
    );
  });

  it("speak of a namespace, of a port, or of everybody where that is what is meant", () => {
    assert.deepEqual(
      shopRules(
        (source, target, port) =>
          (target === "kube-system/coredns" && port === 53) ||
          (source === "monitoring/prometheus" && port === 9090),
      ),
      [
        "deny",
        "allow monitoring/prometheus -> *:9090",
        "allow * -> kube-system/coredns:53, kube-system/coredns:53/UDP",
      ],
    );
    assert.deepEqual(
      shopRules((source, target) => source.split("/")[0] === target.split("/")[0]),
      ["deny", "allow shop/* -> shop/*"],
    );
  });

  it("tell a pod from the Service of its name only where they differ", () => {
    const service: Service = {
      ref: "shop/db",
      namespace: "shop",
      name: "db",
      backs: { selector: { app: "db" } },
      headless: false,
      ports: [{ port: 5432, protocol: "TCP", targetPort: 5432 }],
    };
    const state = { ...SHOP, services: [service] };
    const kinds: FlowKinds = { ...PLAIN, via: ["pod-ip", "cluster-ip"] };
    const toDb = ({ source, target }: Flow): boolean => source === "shop/api" && target === "shop/db";
    assert.deepEqual(rulesFor(state, (flow) => (toDb(flow) ? "allow" : "deny"), kinds).text, [
      "deny",
      "allow shop/api -> shop/db",
    ]);
    const byIp = (flow: Flow): Expectation => (toDb(flow) && flow.via === undefined ? "allow" : "deny");
    assert.deepEqual(rulesFor(state, byIp, kinds).text, ["deny", "allow shop/api -> shop/db via pod-ip"]);
  });

  it("say of every cell exactly what is wanted, whatever the matrix, and the same each time", () => {
    fc.assert(
      fc.property(arbitraryMatrix(), ({ state, kinds, wanted }) => {
        let next = 0;
        const want = (): Expectation => wanted[next++ % wanted.length] ?? "any";
        const first = rulesFor(state, want, kinds);
        const parties = partiesOf(state);
        for (const { flow, expect } of first.cells)
          assert.equal(expectationOf(first.matrix, flow, parties), expect);
        next = 0;
        assert.deepEqual(rulesFor({ ...state, pods: state.pods }, want, kinds).text, first.text);
      }),
      { numRuns: 60 },
    );
  });

  it("do not depend on the order in which pods are given", () => {
    const want = ({ source, target, port }: Flow): Expectation =>
      (source.length + target.length + port) % 3 === 0 ? "allow" : "deny";
    const turned = { ...SHOP, pods: SHOP.pods.toReversed() };
    assert.deepEqual(rulesFor(turned, want).text, rulesFor(SHOP, want).text);
  });
});

function arbitraryMatrix() {
  const protocol = fc.constantFrom<Protocol>("TCP", "UDP");
  const port = fc.record({ port: fc.constantFrom(53, 80, 8080), protocol });
  const ports = fc.uniqueArray(port, { maxLength: 3, selector: (each) => `${each.port} ${each.protocol}` });
  const label = fc.dictionary(fc.constantFrom("app", "tier", "a.b/c"), fc.constantFrom("x", "y"), {
    maxKeys: 2,
  });
  const place = fc.record({
    namespace: fc.constantFrom("x", "y", "z"),
    name: fc.constantFrom("a", "b", "c"),
  });
  const one = fc.record({ place, labels: label, ports });
  const pods = fc
    .uniqueArray(one, { minLength: 1, maxLength: 7, selector: (each) => JSON.stringify(each.place) })
    .map((all) =>
      all.map(({ place: { namespace, name }, labels, ports: served }) =>
        pod(podRef(namespace, name), labels, served),
      ),
    );
  const services = fc
    .uniqueArray(place, { maxLength: 2, selector: (each) => JSON.stringify(each) })
    .map((all) => all.map(({ namespace, name }) => serviceOf(namespace, name)));
  const wanted = fc.array(fc.constantFrom<Expectation>("allow", "deny", "deny", "any"), {
    minLength: 1,
    maxLength: 40,
  });
  const via = fc.constantFrom<FlowKinds["via"]>(
    ["pod-ip"],
    ["pod-ip", "cluster-ip"],
    ["cluster-ip", "service"],
  );
  return fc.record({ pods, services, wanted, via }).map((found) => ({
    state: { pods: found.pods, services: found.services },
    kinds: { ...PLAIN, via: found.via },
    wanted: found.wanted,
  }));
}

function serviceOf(namespace: string, name: string): Service {
  const ports = [80, 81].map((port) => ({ port, protocol: "TCP" as const, targetPort: 80 }));
  return {
    ref: podRef(namespace, name),
    namespace,
    name,
    backs: { selector: { app: "x" } },
    headless: false,
    ports,
  };
}
