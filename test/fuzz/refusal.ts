import assert from "node:assert/strict";
import { ClusterError } from "../../src/cluster/port.ts";
import { type Ended, netverdict } from "../cli/terminal.ts";

/** Longer texts are no help to anybody, in characters. */
const LONGEST = 200_000;

/** Runs a command line, which may end in any way but one: as a defect of ours. */
export async function carriedOut(...args: readonly string[]): Promise<Ended> {
  const ended = await netverdict(...args);
  assert.ok([0, 1, 2, 3].includes(ended.code), `exit code ${ended.code}`);
  assert.doesNotMatch(ended.stderr, /^netverdict: a defect in netverdict itself/m);
  assert.ok(ended.stderr.length < LONGEST, `${ended.stderr.length} characters of errors`);
  if (ended.code >= 2) assert.notEqual(ended.stderr.trim(), "", "it ends without a word");
  return ended;
}

/** Files are read without a cluster, so that nothing can be unmeasured. */
export async function carriedOutOnFiles(...args: readonly string[]): Promise<Ended> {
  const ended = await carriedOut(...args);
  assert.notEqual(ended.code, 3, ended.stderr);
  return ended;
}

/** Calls what may refuse with a ClusterError. */
export async function orClusterError(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    assert.ok(error.message.length > 0 && error.message.length < LONGEST);
  }
}
