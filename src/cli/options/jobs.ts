import { availableParallelism } from "node:os";
import { InputError } from "../input-error.ts";
import type { ClusterKind } from "./cluster-options.ts";

/** Sessions on a cluster that is not ours: while one waits for timeouts, another measures; more would disturb. */
const KUBERNETES_JOBS = 2;

export function parseJobs(text: string): number {
  const jobs = Number(text);
  if (!Number.isInteger(jobs) || jobs < 1) throw new InputError(`--jobs ${text}: write a number from 1`);
  return jobs;
}

/** On this machine, where a session mostly waits for timeouts, too. */
const JOBS_PER_PROCESSOR = 2;

/** How many sessions run at a time unless said otherwise; lent namespaces hold but one. */
export function defaultJobs(kind: ClusterKind, lent?: readonly string[]): number {
  if (lent !== undefined) return 1;
  return kind === "kubernetes" ? KUBERNETES_JOBS : JOBS_PER_PROCESSOR * availableParallelism();
}
