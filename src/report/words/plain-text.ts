/**
 * Text that came from a scenario or a cluster, made safe to print on one line: control characters, which could move a
 * terminal's cursor or forge lines, become spaces.
 */
export function plain(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, " ").trim();
}
