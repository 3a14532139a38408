import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { kubernetes } from "./clusters.ts";

/** Every kind of object that a run may create, as kubectl calls them. */
const KINDS = "namespaces,pods,services,configmaps,secrets,networkpolicies,leases";

/** What kubectl prints about the Kubernetes cluster under test. */
export function kubectl(...args: readonly string[]): string {
  return execFileSync("kubectl", [...kubernetes.args, ...args], { encoding: "utf8", stdio: "pipe" });
}

/** The objects of a run, whichever session made them. */
export function objectsOf(run: string): readonly string[] {
  const columns = "custom-columns=KIND:.kind,NS:.metadata.namespace,NAME:.metadata.name,RUN:.metadata.labels";
  const listed = kubectl("get", KINDS, "-A", "-l", "netverdict.dev/run", "--no-headers", "-o", columns);
  return listed.split("\n").filter((line) => new RegExp(`netverdict.dev/run:${run}(-|\\b)`).test(line));
}

/** The run that a namespace is of; undefined if there is no such namespace. */
export function runOf(namespace: string): string | undefined {
  const label = "jsonpath={.metadata.labels.netverdict\\.dev/run}";
  const run = kubectl("get", "namespace", namespace, "--ignore-not-found", "-o", label);
  return run === "" ? undefined : run.split("-")[0];
}

/** Waits for something about the cluster; it takes no longer than a slow cluster does. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  const end = performance.now() + 120_000;
  while (!isSo()) {
    assert.ok(performance.now() < end, `in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
