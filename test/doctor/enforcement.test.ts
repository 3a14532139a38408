import assert from "node:assert/strict";
import { type MemoryClusterOptions, memoryCluster } from "../../src/cluster/memory.ts";
import { ClusterError } from "../../src/cluster/port.ts";
import type { Sight } from "../../src/doctor/enforcement/enforcement-facts.ts";
import { diagnose, doctorScenario, exitCodeFor, measureEnforcement } from "../../src/doctor/index.ts";
import type { IpFamily } from "../../src/model/index.ts";
import { manualClock } from "../../src/system/clock.ts";
import { factsOf } from "./facts.ts";

const never = new AbortController().signal;

async function measure(
  options: MemoryClusterOptions = {},
  families: readonly IpFamily[] = ["ipv4"],
  nodes = 2,
) {
  const scenario = doctorScenario({ namespace: "d", nodes, families, settleMs: 3_000 });
  return measureEnforcement(scenario, memoryCluster(options), { signal: never, clock: manualClock() });
}

async function linesOf(options: MemoryClusterOptions, families: readonly IpFamily[] = ["ipv4"]) {
  const { facts } = await measure(options, families);
  const findings = diagnose(factsOf({ enforcement: { value: facts } }));
  const lines = findings
    .filter(({ check }) => check === "enforcement" || check === "connectivity")
    .map(({ status, subject, what }) => `${status} ${subject}: ${what}`);
  return { lines, exitCode: exitCodeFor(findings) };
}

const count = (sights: readonly Sight[], part: Sight["part"], verdict: string) =>
  sights.filter((sight) => sight.part === part && sight.verdict === verdict).length;

describe("whether a cluster enforces NetworkPolicy", () => {
  it("is shown by a scenario in which each denial is of one direction", async () => {
    const { facts } = await measure();
    assert.equal(
      count(facts.sights, "ingress", "pass"),
      12,
      "from four pods to two targets, less themselves, twice",
    );
    assert.equal(
      count(facts.sights, "egress", "pass"),
      8,
      "from two sources to two targets, over two protocols",
    );
    assert.ok(
      facts.sights.every(({ verdict, before }) => verdict === "pass" && before?.outcome === "reachable"),
    );
    assert.deepEqual(facts.nodes, ["memory-1", "memory-2"]);
    assert.ok(facts.enforcedMs !== undefined);
    assert.deepEqual((await linesOf({})).exitCode, 0);
  });

  it("is a line for each direction and family", async () => {
    const { lines } = await linesOf({}, ["ipv4", "ipv6"]);
    assert.deepEqual(
      lines.map((line) => line.split(":")[0]),
      [
        ...["ok ingress over IPv4", "ok egress over IPv4", "ok ingress over IPv6", "ok egress over IPv6"],
        ...["ok pods over IPv4", "ok pods over IPv6"],
      ],
    );
  });

  it("is no in both directions where policies are ignored, and all of it was tried", async () => {
    const { lines, exitCode } = await linesOf({ enforces: false });
    assert.match(lines[0] ?? "", /^broken ingress over IPv4: not enforced on memory-2: TCP and UDP/);
    assert.match(lines[1] ?? "", /^broken egress over IPv4: not enforced on memory-1: TCP and UDP/);
    assert.match(lines[2] ?? "", /^ok pods over IPv4/);
    assert.equal(exitCode, 1);
  });

  it("is no for what leaks alone: egress over UDP in one family", async () => {
    const { lines, exitCode } = await linesOf(
      {
        distort: ({ port, protocol, family, source }, seen) =>
          port === 8092 && protocol === "UDP" && family === "ipv6" && source.includes("source")
            ? { outcome: "reachable", latencyMs: 1 }
            : seen,
      },
      ["ipv4", "ipv6"],
    );
    const broken = lines.filter((line) => line.startsWith("broken"));
    assert.equal(broken.length, 1);
    assert.match(broken[0] ?? "", /^broken egress over IPv6: not enforced on .*: UDP/);
    assert.equal(exitCode, 1);
  });

  it("is not known from silence where nothing got through before", async () => {
    const { lines, exitCode } = await linesOf({
      distort: ({ protocol }, seen) => (protocol === "UDP" ? { outcome: "timeout" } : seen),
    });
    assert.match(lines.find((line) => line.includes("pods over IPv4")) ?? "", /^broken/);
    assert.match(lines[0] ?? "", /^unknown ingress over IPv4: 6 of 12 denials were not proved/);
    assert.equal(exitCode, 1);
  });

  it("is not known where an agent is lost, nor where pods do not come", async () => {
    const { lines } = await linesOf({ isLost: (pod, round) => pod === "d/source-1" && round > 1 });
    assert.match(lines[1] ?? "", /^unknown egress over IPv4/);
    const findings = diagnose(factsOf({ enforcement: { unknown: "pod d/source-1: not running\nmore" } }));
    assert.deepEqual(
      findings.filter(({ check }) => check === "enforcement").map(({ status, why }) => [status, why]),
      [["unknown", "pod d/source-1: not running"]],
    );
    assert.equal(exitCodeFor(findings), 3);
  });

  it("leaves the failure of removing as a fact, and that of opening as an error", async () => {
    const memory = memoryCluster();
    const scenario = doctorScenario({ namespace: "d", nodes: 1, families: ["ipv4"], settleMs: 1_000 });
    const options = { signal: never, clock: manualClock() };
    const sticky = {
      ...memory,
      open: async (...given: Parameters<typeof memory.open>) => {
        const session = await memory.open(...given);
        session[Symbol.asyncDispose] = async () => {
          throw new ClusterError("namespace d is not gone");
        };
        return session;
      },
    };
    assert.equal((await measureEnforcement(scenario, sticky, options)).leftover, "namespace d is not gone");
    const refusing = { ...memory, open: () => Promise.reject(new ClusterError("no room")) };
    await assert.rejects(measureEnforcement(scenario, refusing, options), /no room/);
  });
});
