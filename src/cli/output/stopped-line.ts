import { type ClusterName, gcLine } from "../../system/command-line.ts";

/** What is said to a user who does not want to wait for the clean-up: how to do it later. `args` narrow down what is removed. */
export function stoppedLine(cluster: ClusterName, run: string, ...args: readonly string[]): string {
  return `stopped; remove what is left with: ${gcLine(cluster, ...args, "--run", run, "--alive")}`;
}
