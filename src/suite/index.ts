/** Several scenarios: which there are, which are meant, and how they are run together. */
export { type FolderEntry, type FoundFile, findFiles } from "./find-files.ts";
export type { SuiteItem } from "./item.ts";
export { itemsOf, withIds } from "./items-of.ts";
export { latestEndMs } from "./latest-end.ts";
export {
  type GroupHooks,
  type ItemOutcome,
  runSuite,
  type SuiteOptions,
} from "./run-suite.ts";
export { select, unknownTags } from "./select.ts";
export { type Shard, shardOf } from "./shard.ts";
