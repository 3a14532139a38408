/**
 * What may move a cursor, forge a line or turn text around: control characters of C0 and C1, the line and paragraph
 * separators, and Unicode's bidirectional controls. Written for a character class.
 */
const HARMFUL = "\\u0000-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069";

export const HARMFUL_RUN = new RegExp(`[${HARMFUL}]+`, "gu");

/** The same without line feeds and tabs. */
export const HARMFUL_IN_LINES = new RegExp(`(?![\\n\\t])[${HARMFUL}]`, "gu");

/** Begins a command anywhere in a line: `##[error]` of GitHub's runner, `##vso[` of Azure Pipelines, `##teamcity[`. */
export const COMMAND_BRACKET = /(##\w{0,20})\[/g;

/** What stands for a character that must not be printed. */
export const REPLACEMENT = "\ufffd";
