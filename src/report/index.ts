/** A report as text: one folder a format, over words that they share. */
export { type AnyReport, ofAnyReport } from "./any-report.ts";
export { renderExplanations } from "./explanation/explanation.ts";
export { renderExplanationsJson } from "./json/explanation-json.ts";
export type { JsonReport } from "./json/json-report.ts";
export { type PredictionOf, renderPredictionsJson } from "./json/prediction-json.ts";
export { JSON_SUITE_SCHEMA, type JsonSuite } from "./json/suite-json.ts";
export { lintFormats } from "./lint/lint-formats.ts";
export {
  isAsDeclared,
  renderPrediction,
  renderStatePrediction,
} from "./prediction/prediction.ts";
export { type Reporter, renderReport } from "./reporter.ts";
export { reporters } from "./reporters.ts";
export { repeatedNote } from "./suite/repeated-note.ts";
export type { SuiteReport, SuiteResult } from "./suite/suite-report.ts";
export { renderTerminal } from "./terminal/terminal-report.ts";
export { reportBrief } from "./words/brief.ts";
export { columns } from "./words/columns.ts";
export { duration } from "./words/duration.ts";
export { counted } from "./words/tally.ts";
