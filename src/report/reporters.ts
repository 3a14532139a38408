import { jsonReporter } from "./json/json-reporter.ts";
import { junitReporter } from "./junit/junit-reporter.ts";
import { markdownReporter } from "./markdown/markdown-reporter.ts";
import type { Reporter } from "./reporter.ts";

/** The formats that can be written to a file. Options, help and tests follow from this list. */
export const reporters: readonly Reporter[] = [jsonReporter, junitReporter, markdownReporter];
