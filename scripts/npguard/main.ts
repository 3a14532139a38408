/**
 * Compares what np-guard's tests expect with what netverdict says of the same policies.
 * usage: node --import tsx scripts/npguard/main.ts CHECKOUT
 */
import { compareSet, type SetComparison } from "./compare-set.ts";
import { type PolicySet, policySets } from "./policy-sets.ts";
import { Refused } from "./read-state.ts";

/** Fewer than this are no comparison: a checkout of something else, or of another time. */
const FEWEST = 25;

const [checkout, ...others] = process.argv.slice(2);
if (checkout === undefined || others.length > 0) throw new Error("usage: scripts/compare-npguard CHECKOUT");
const refused: string[] = [];
const compared = policySets(checkout).flatMap(compareIfSound);
for (const set of compared) print(set);
const different = compared.filter(({ differences }) => differences.length > 0);
const open = different.filter(({ explained }) => explained === undefined);
const pairs = compared.reduce((sum, set) => sum + set.pairs, 0);
console.log(
  `${compared.length} policy sets, ${pairs} pairs of workloads: ${compared.length - different.length} sets equal, ` +
    `${different.length - open.length} differ for a known reason, ${open.length} differ`,
);
for (const sentence of refused) console.log(`not compared, since an API server would refuse it: ${sentence}`);
if (compared.length < FEWEST) console.log(`these are fewer than ${FEWEST} sets, too few for a comparison`);
if (open.length > 0 || compared.length < FEWEST) process.exitCode = 1;

function compareIfSound(set: PolicySet): readonly SetComparison[] {
  try {
    return [compareSet(set)];
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    refused.push(error.message);
    return [];
  }
}

function print({ name, pairs: count, differences, explained }: SetComparison): void {
  const [first, ...more] = differences;
  console.log(`${first === undefined ? "equal  " : "differs"} ${name}: ${count} pairs`);
  if (first === undefined) return;
  console.log(`  ${first}${more.length > 0 ? `, and ${more.length} more pairs` : ""}`);
  if (explained !== undefined) console.log(`  known: ${explained}`);
}
