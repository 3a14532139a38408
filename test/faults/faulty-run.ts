import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FaultProxy, faultProxy } from "../../scripts/faults/proxy/fault-proxy.ts";
import type { NetworkFault } from "../../scripts/faults/proxy/network-fault.ts";
import { ClusterError } from "../../src/cluster/port.ts";
import type { Report } from "../../src/model/index.ts";
import { run } from "../../src/run.ts";
import type { FakeCluster } from "../kubernetes/fakes/fake-cluster.ts";
import { denyIntoX, pod, scenario, service, step } from "../model/build.ts";
import { enforcingCluster } from "./enforcing-cluster.ts";
import { hurryingClock } from "./hurrying-clock.ts";

/** A step that leaves everything open, one that closes a namespace, and one that opens it again: each call and message of a run occurs. */
const SCENARIO = scenario(
  [pod("x/a"), pod("x/b"), pod("y/a")],
  [
    step("open"),
    denyIntoX,
    step("open again", {
      refused: [{ name: "bad", manifest: { metadata: { namespace: "x", name: "bad" } } }],
      changes: [
        { action: "restart-pod", pod: "y/a" },
        { action: "label-pod", pod: "x/a", set: { tier: "web" }, unset: [] },
        {
          action: "delete",
          object: { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", namespace: "x", name: "deny" },
        },
      ],
    }),
  ],
  { services: [service("x/web", { app: "a" })] },
);

export interface FaultyRun {
  /** Absent if nothing could be measured; `error` says why. */
  readonly report?: Report;
  readonly error?: Error;
  /** Namespaces of the run that are still there. */
  readonly left: readonly string[];
  readonly hits: number;
  readonly calls: FaultProxy["calls"];
  readonly streams: FaultProxy["streams"];
  /** By the clock of the run. */
  readonly ms: number;
}

/** Carries out a run on a fake cluster with a fault between them. Time flies as soon as the fault has struck. */
export async function faultyRun(fault: NetworkFault | undefined): Promise<FaultyRun> {
  const clock = hurryingClock();
  const made = await enforcingCluster();
  const proxy = await faultProxy(made.fake.credentials, {
    onHit: clock.hurry,
    sleep: (ms) => clock.wait(ms),
  });
  proxy.set(fault);
  const startedMs = clock.now();
  try {
    const outcome = await carryOut(made, proxy, clock);
    return {
      ...outcome,
      left: made.fake.objects.names("namespaces").filter((name) => name !== "default"),
      hits: proxy.hits,
      calls: proxy.calls,
      streams: proxy.streams,
      ms: clock.now() - startedMs,
    };
  } finally {
    await proxy.close();
    await made.close();
  }
}

async function carryOut(
  made: FakeCluster,
  { url }: FaultProxy,
  clock: ReturnType<typeof hurryingClock>,
): Promise<Pick<FaultyRun, "report" | "error">> {
  const directory = mkdtempSync(join(tmpdir(), "netverdict-"));
  const kubeconfig = join(directory, "config");
  writeFileSync(
    kubeconfig,
    JSON.stringify({
      clusters: [{ name: "c", cluster: { server: url } }],
      contexts: [{ name: "fake", context: { cluster: "c" } }],
    }),
  );
  try {
    const report = await run(SCENARIO, made.cluster({ kubeconfig }, clock), {
      file: "f.yaml",
      signal: new AbortController().signal,
      clock,
      now: () => new Date(),
      onProgress: () => undefined,
    });
    return { report };
  } catch (error) {
    // Anything else is a defect, and fails the test.
    if (!(error instanceof ClusterError)) throw error;
    return { error };
  } finally {
    rmSync(directory, { recursive: true });
  }
}
