/**
 * Texts at which readers of YAML have stumbled, by what they are; each stands where a scenario has its pods, a manifest its
 * labels and a list its items, since readers look no further than something strange.
 */
export const CLASSICS: Readonly<Record<string, string>> = {
  "an empty file": "",
  "nothing but space": " \n\t\n\r\n",
  "nothing but comments": "# a\n# b\n",
  "nothing but document marks": "---\n---\n...\n",
  "a scalar": "pods",
  "a list": "- pods\n- kind\n",
  null: "~\n",
  "a second document": "kind: Pod\n---\npods: {}\n---\nlint: {}\n",
  "a byte order mark": "\uFEFFkind: Pod\npods: {}\n",
  "a byte order mark between documents": "kind: Pod\n---\n\uFEFFpods: {}\n",
  NUL: "kind: Pod\0\npods: \0\n",
  "control characters": "kind: \u0001\u007f\u009b31m\npods: {}\n",
  "lone surrogates": 'kind: "\\uD800"\npods: {"\\uDC00": "\uD800"}\n',
  "text from right to left": "kind: \u202Epods\npods: {\u2066a: b}\n",
  "lines that end with CR LF": "kind: Pod\r\npods:\r\n  x/a:\r\n    ports: [80]\r\n",
  "lines that end with CR": "kind: Pod\rpods:\r  x/a: {}\r",
  "other line breaks": "kind: a\u0085b\u2028c\u2029\npods: {}\n",
  "tabs for indentation": "kind: Pod\npods:\n\tx/a: {}\n",
  "keys written twice": "kind: Pod\nkind: Pod\npods: {a: 1, a: 2}\npods: {}\n",
  "keys of objects": "__proto__: {a: b}\nkind: Pod\npods: {constructor: {}, __proto__: {}, toString: 1}\n",
  "keys of other types": "1: a\ntrue: b\nnull: c\nkind: Pod\npods: {1.5: a, ~: b}\n",
  "keys that are collections": "? [a, b]\n: c\n? {d: e}\n: f\nkind: Pod\npods: {}\n",
  "an empty key": '"": a\nkind: Pod\npods: {"": {}}\n: b\n',
  "a huge key": `${"k".repeat(20_000)}: a\nkind: Pod\npods: {${"x".repeat(20_000)}/a: {}}\n`,
  "a huge text": `kind: Pod\nname: ${"n".repeat(100_000)}\npods: ${"p".repeat(100_000)}\n`,
  "a long chain of quotes": `kind: Pod\npods: ${'"a'.repeat(2_000)}\n`,
  "quotes that never end": `kind: Pod\npods: "\n${"x\n".repeat(2_000)}`,
  "quoted text that is not indented": `kind: Pod\n${'metadata: "a\nb"\n'.repeat(100)}`,
  "placeholders within one another": `kind: Pod\nname: ${"${".repeat(2_000)}\npods: {}\n`,
  "templates that do not end": `kind: Pod\npods: [${"{{ ".repeat(2_000)}\n`,
  templates: "kind: {{ .Values.kind }}\npods: {{ toYaml .Values.pods | nindent 2 }}\n",
  "empty lines": `${"\n".repeat(20_000)}kind: Pod\npods: [\n`,
  "aliases without anchors": "kind: *a\npods: *b\n",
  "an alias within its anchor": "kind: Pod\npods: &a {x/a: *a}\n",
  "anchors for nothing": "kind: &a\npods: *a\n",
  "aliases that multiply": bomb(9),
  "aliases that multiply by merging": `${merging(9)}kind: Pod\npods: {<<: *m9}\n`,
  "merges of what is no mapping": "kind: Pod\nmetadata: {<<: 1}\npods: {<<: [a, {b: c}]}\n",
  "merges of a mapping with itself": "kind: Pod\npods: &a {<<: *a}\n",
  "merge keys in lists": "kind: Pod\npods: [<<, {<<: {a: b}}]\n",
  binary: "kind: !!binary UG9k\npods: !!binary '!'\nmetadata: !!binary [a]\n",
  "tags of other collections":
    "kind: Pod\npods: !!set {a, b}\nmetadata: !!omap [a: 1]\nspec: !!pairs [a: 1]\n",
  "tags that do not fit": "kind: !!int a\npods: !!map [a]\nmetadata: !!seq {a: b}\nspec: !!null a\n",
  "tags of programs": "kind: !!js/function 'x'\npods: !!python/object/apply:os.system ['x']\n",
  "unknown tags and directives": "%YAML 9.9\n%TAG ! tag:x,1:\n---\nkind: !a Pod\npods: !<x> {}\n",
  "numbers at edges":
    "kind: 1e999\npods: {a: -0, b: .inf, c: -.INF, d: .nan, e: 0o17, f: 0x7fffffffffffffff, g: 1_000, h: 010, i: 99999999999999999999, j: 190:20:30, k: 1e-999}\n",
  "words that are booleans to some": "kind: no\npods: {on: off, y: n, yes: NO, True: ~}\n",
  dates: "kind: 2001-12-14t21:59:43.10-05:00\npods: {2002-12-14: 2001-1-1}\n",
  "block texts that are wrongly indented": "kind: Pod\npods: |\n   a\n b\nname: >9\n a\n",
  "flow collections within one another": `kind: Pod\npods: ${"[".repeat(500)}${"]".repeat(500)}\n`,
  "mappings within one another": `{"kind": "Pod", "pods": ${'{"a":'.repeat(500)}1${"}".repeat(500)}}`,
  "blocks within one another": `kind: Pod\npods:\n${nested(300)}`,
  "compact lists within one another": `kind: Pod\npods:\n  ${"- ".repeat(500)}a\n`,
  "keys within one another": `${"? ".repeat(500)}a\n`,
  "many signs that open": `kind: Pod\npods: ${"[".repeat(3_000)}\n`,
  "many signs that close": `kind: Pod\npods: ${"]".repeat(300)}\n`,
};

/** A mapping whose last value has `2 ** (3 * levels)` items. */
function bomb(levels: number): string {
  const lines = Array.from({ length: levels }, (_, at) => {
    const items = Array.from({ length: 8 }, () => (at === 0 ? "x" : `*a${at}`));
    return `  k${at + 1}: &a${at + 1} [${items.join(", ")}]\n`;
  });
  return `kind: Pod\npods:\n${lines.join("")}`;
}

function merging(levels: number): string {
  const lines = Array.from({ length: levels + 1 }, (_, at) =>
    at === 0
      ? "b0: &m0 {a: b}\n"
      : `b${at}: &m${at} {<<: [*m${at - 1}, *m${at - 1}], c${at}: {<<: *m${at - 1}}}\n`,
  );
  return lines.join("");
}

function nested(levels: number): string {
  return Array.from({ length: levels }, (_, at) => `${" ".repeat(at + 1)}a:\n`).join("");
}
