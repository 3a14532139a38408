/** What network plugins are known to do otherwise than expected: files of it, and plans that know it. */
export { type DeviationFile, subjectOf } from "./deviation-file.ts";
export { type FoundPlugin, fitOf } from "./fits.ts";
export { deviationsJsonSchema } from "./json-schema.ts";
export { knowingDeviations } from "./knowing-deviations.ts";
export { parseDeviations } from "./parse-deviations.ts";
