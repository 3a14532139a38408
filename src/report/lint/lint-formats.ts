import { lintJson } from "./lint-json.ts";
import type { LintFormat } from "./lint-report.ts";
import { lintSarif } from "./lint-sarif.ts";
import { lintText } from "./lint-text.ts";

/** The formats of findings, the default first. */
export const lintFormats: readonly LintFormat[] = [lintText, lintJson, lintSarif];
