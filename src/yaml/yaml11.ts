/**
 * Plain scalars as kubectl reads them: sigs.k8s.io/yaml is go-yaml v2 (resolve.go), which is YAML 1.1 without its dates
 * and base 60. Our reader is YAML 1.2, where `y` is text and `0120` is 120.
 */
export function kubectlValue(written: string): string | number | boolean | null {
  const word = WORDS.get(written);
  if (word !== undefined) return word;
  return /^[-+.\d]/.test(written) ? (numberOf(written) ?? written) : written;
}

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ...withValue(["y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"], true),
  ...withValue(["n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"], false),
  ...withValue(["", "~", "null", "Null", "NULL"], null),
]);

function withValue<T>(words: readonly string[], value: T): readonly (readonly [string, T])[] {
  return words.map((word) => [word, value] as const);
}

const FLOAT = /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/;

/** Underscores are ignored, and a leading zero makes a number octal (strconv.ParseInt with base 0). */
function numberOf(written: string): number | undefined {
  const plain = written.replaceAll("_", "");
  const { sign = "", digits = "" } = /^(?<sign>[-+]?)(?<digits>.*)$/.exec(plain)?.groups ?? {};
  const whole = wholeNumber(digits);
  if (whole !== undefined) return sign === "-" ? -whole : whole;
  if (FLOAT.test(plain)) return Number(plain);
  if (/^\.(inf|Inf|INF)$/.test(digits)) return sign === "-" ? -Infinity : Infinity;
  return /^\.(nan|NaN|NAN)$/.test(plain) ? Number.NaN : undefined;
}

function wholeNumber(digits: string): number | undefined {
  if (/^0[0-7]+$/.test(digits)) return Number.parseInt(digits, 8);
  if (/^(0|[1-9]\d*|0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+)$/.test(digits)) return Number(digits);
  return undefined;
}
