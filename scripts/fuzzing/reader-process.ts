/** The inputs of one reader, one after another. Started by `watched.ts`. */
import { writeFileSync } from "node:fs";
import fc from "fast-check";
import { READERS } from "../../test/fuzz/readers/index.ts";

const [name, runs, seed, current = ""] = process.argv.slice(2);
const reader = READERS.find((each) => each.name === name);
if (reader === undefined) throw new Error(`no such reader: ${name}`);

const found = await fc.check(
  fc.asyncProperty(reader.inputs, async (input) => {
    writeFileSync(current, input);
    process.send?.({ alive: true });
    await reader.read(input);
  }),
  { numRuns: Number(runs), seed: Number(seed) },
);
if (found.failed) {
  const [smallest = ""] = found.counterexample ?? [];
  writeFileSync(current, smallest);
  process.send?.(`${found.errorInstance instanceof Error ? found.errorInstance.stack : found.errorInstance}`);
}
process.exit(found.failed ? 1 : 0);
