import assert from "node:assert/strict";
import { agentCommand, podObject } from "../../../src/kubernetes/objects/pod-object.ts";
import type { Pod, ServedPort } from "../../../src/model/index.ts";

interface Spec {
  readonly automountServiceAccountToken: boolean;
  readonly restartPolicy: string;
  readonly imagePullSecrets?: readonly { readonly name: string }[];
  readonly securityContext: { readonly sysctls?: readonly object[]; readonly runAsNonRoot: boolean };
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
}

interface Container {
  readonly args: readonly string[];
  readonly ports: readonly object[];
  readonly restartPolicy?: string;
  readonly securityContext: object;
  readonly resources: { readonly limits: object };
}

describe("a probe pod's object", () => {
  it("declares its ports by name, for policies that use names", () => {
    const [container] = specOf([
      { port: 8080, protocol: "TCP", name: "web" },
      { port: 53, protocol: "UDP" },
    ]).containers;
    assert.deepEqual(container?.ports, [
      { containerPort: 8080, protocol: "TCP", name: "web" },
      { containerPort: 53, protocol: "UDP" },
    ]);
  });

  it("declares a port where the scenario says: in the agent's container, in a sidecar, or nowhere", () => {
    const { containers, initContainers } = specOf([
      { port: 80, protocol: "TCP", name: "a", declaredIn: "container" },
      { port: 81, protocol: "TCP", name: "b", declaredIn: "sidecar" },
      { port: 82, protocol: "TCP", name: "c", declaredIn: "nowhere" },
    ]);
    assert.deepEqual(containers[0]?.ports, [{ containerPort: 80, protocol: "TCP", name: "a" }]);
    const [sidecar] = initContainers ?? [];
    assert.deepEqual(sidecar?.ports, [{ containerPort: 81, protocol: "TCP", name: "b" }]);
    assert.equal(sidecar?.restartPolicy, "Always");
    assert.deepEqual(sidecar?.securityContext, containers[0]?.securityContext);
    const served = JSON.parse(containers[0]?.args[1] ?? "");
    assert.deepEqual(
      served.ports.map(({ port }: ServedPort) => port),
      [80, 81, 82],
    );
  });

  it("has no sidecar without need", () => {
    assert.equal(specOf([{ port: 80, protocol: "TCP" }]).initContainers, undefined);
  });

  it("bears its name as a label, whatever the scenario says", () => {
    const labels = { "netverdict.dev/pod": "forged", app: "a" };
    const { metadata } = podObject({ ...pod([]), labels }, "n1", { run: "r1", image: "i", pullSecrets: [] });
    assert.equal(metadata.labels?.["netverdict.dev/pod"], "a");
    assert.equal(metadata.labels?.app, "a");
  });

  it("may listen below 1024 only where it has to", () => {
    assert.equal(specOf([{ port: 1024, protocol: "TCP" }]).securityContext.sysctls, undefined);
    const low = specOf([{ port: 1023, protocol: "UDP" }]).securityContext.sysctls;
    assert.deepEqual(low, [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }]);
  });

  it("has neither rights nor a token", () => {
    const { automountServiceAccountToken, securityContext, containers } = specOf([]);
    assert.deepEqual([automountServiceAccountToken, securityContext.runAsNonRoot], [false, true]);
    assert.deepEqual(containers[0]?.securityContext, {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
  });

  it("is never restarted, so that an agent that died stays dead", () => {
    assert.equal(specOf([]).restartPolicy, "Never");
  });

  it("is not throttled: a late answer would look like a drop", () => {
    assert.ok(!("cpu" in (specOf([]).containers[0]?.resources.limits ?? {})));
  });

  it("names pull secrets only where there are some", () => {
    assert.equal(specOf([]).imagePullSecrets, undefined);
    assert.deepEqual(specOf([], ["pull"]).imagePullSecrets, [{ name: "pull" }]);
  });

  it("serves and dials as the same pod of the same run, on the same ports", () => {
    const ports: readonly ServedPort[] = [{ port: 80, protocol: "TCP", name: "web" }];
    const served = JSON.parse(specOf(ports).containers[0]?.args[1] ?? "");
    const dialled = JSON.parse(agentCommand("dial", pod(ports), "r1")[2] ?? "");
    const same = { pod: "x/a", run: "r1", ports: [{ port: 80, protocol: "TCP" }] };
    assert.deepEqual(
      [served, dialled],
      [
        { role: "serve", ...same },
        { role: "dial", ...same },
      ],
    );
  });

  it("is bound to its node through the scheduler", () => {
    const text = JSON.stringify(specOf([]));
    assert.match(text, /"matchFields":\[\{"key":"metadata.name","operator":"In","values":\["n1"\]\}\]/);
    assert.doesNotMatch(text, /nodeName/);
  });
});

function pod(ports: readonly ServedPort[]): Pod {
  return { ref: "x/a", namespace: "x", name: "a", labels: { app: "a" }, ports };
}

function specOf(ports: readonly ServedPort[], pullSecrets: readonly string[] = []): Spec {
  return podObject(pod(ports), "n1", { run: "r1", image: "i", pullSecrets }).spec as Spec;
}
