import assert from "node:assert/strict";

/** Texts that steer a terminal, forge lines, command a CI system or end what they are quoted in, wherever somebody may put one. */
export const HOSTILE: Readonly<Record<string, string>> = {
  "a colour": "\u001b[31mred",
  "a sequence of 8 bits": "\u009b31m red",
  "a window's title": "\u001b]0;title\u0007",
  "a title of 8 bits": "\u009d0;title\u009c",
  "a link": "\u001b]8;;http://evil.example/\u001b\\here\u001b]8;;\u001b\\",
  "the clipboard": "\u001b]52;c;ZXZpbA==\u0007",
  "a device control string": "\u001bP$q\u001b\\",
  "a line that is overwritten": "fail\u001b[1A\u001b[2K\rpass",
  backspaces: "fail\b\b\b\bpass",
  "a bell": "\u0007",
  NUL: "a\u0000b",
  DEL: "a\u007fb",
  "text that is turned around": "\u202egnp.exe",
  "an isolate": "\u2066a\u2069\u200f",
  "separators of lines": "a\u2028b\u2029c\u0085d",
  "a forged line": "x\nPASS: all 100 cells\r\nx",
  "a workflow command": "::error::hacked",
  "a workflow command on a line of its own": "x\n  ::error file=a.yaml,line=1::hacked",
  "an end of workflow commands": "::stop-commands::token",
  "an old workflow command": "x ##[error]hacked",
  "an agent's command": "##vso[task.setvariable variable=x]y",
  "a build server's message": "##teamcity[buildStatus status='SUCCESS']",
  "line feeds of workflow commands": "%0A::error::x%0D%250A",
  "the end of CDATA": "]]> <x/>",
  "an element": "<script>alert(1)</script>",
  "an image": '<img src=x onerror="alert(1)">',
  "a comment of HTML": "<!-- x -->",
  entities: "&lt;&#10;::error::x &amp; &nbsp",
  "quotation marks": `"' onload="x`,
  "a cell of a table": "a | b || c \\| d",
  code: "`x` ```\nx\n```",
  "a heading": "\n# heading",
  "a link of Markdown": "[x](javascript:alert(1)) ![y](http://evil.example/y)",
  emphasis: "*a* _b_ ~~c~~ \\d",
  "a mention": "@everyone #1 GH-2 http://evil.example www.evil.example",
  "a shell's substitution": "$(touch /tmp/owned) `touch /tmp/owned` ; touch /tmp/owned #",
  "an end of a here document": "RULES\nWITHIN\nBATCH\nEOF\ntouch /tmp/owned",
  "format directives": "%s%n%d %x",
  "half of a pair": "a\ud800b\udc00",
  "what is no character": "a\ufffe\uffffb",
  "a long line": "long ".repeat(2_000),
  "a name of prototypes": "__proto__",
};

/** Nothing of it steers a terminal or a CI system. */
export function assertHarmless(text: string, of: string): void {
  assert.doesNotMatch(text, /[^\n\t\P{Cc}]/u, `${of}: a control character`);
  assert.doesNotMatch(
    text,
    /[\u2028-\u202e\u2066-\u2069\u200e\u200f]/u,
    `${of}: a separator or bidi control`,
  );
  assert.doesNotMatch(text, /^\s*::/m, `${of}: a workflow command`);
  assert.doesNotMatch(text, /##\w*\[/, `${of}: a command in old style`);
}

/** The same, and Markdown of it is but text: GitHub looks for mentions and links after entities are decoded. */
export function assertHarmlessMarkdown(text: string, of: string): void {
  assertHarmless(text, of);
  assert.doesNotMatch(text, /<(?:script|img|x|!--)/i, `${of}: an element`);
  assert.doesNotMatch(text, /\]\(|(?<!`)`(?!`)x`/, `${of}: a link or code`);
  const decoded = text.replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
  assert.doesNotMatch(decoded, /@everyone|#1\b|GH-2|http:\/\/|www\.evil/, `${of}: a mention or a link`);
}
