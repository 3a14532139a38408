import { HOSTILE } from "../../safe-text/hostile-strings.ts";

/** Files by name, whose names and texts are hostile. */
export type Files = Readonly<Record<string, string>>;

const texts = Object.values(HOSTILE);

/** Scenarios that pass their checks: what they call things, and why, is hostile. */
export const SCENARIOS: Files = filesOf((text) => ({
  name: text,
  xfail: text,
  namespaces: { x: {} },
  pods: { "x/a": { labels: { app: "a" }, ports: [80] }, "x/b": { ports: [80] } },
  steps: [
    { name: text, expect: { default: "allow" } },
    {
      name: `${text} again`,
      apply: [
        {
          metadata: { name: "pol", namespace: "x", annotations: { a: text } },
          spec: { podSelector: { matchLabels: { app: "a" } }, policyTypes: ["Ingress"] },
        },
      ],
      expect: { default: "allow" },
    },
    {
      name: "refusals",
      refused: [
        { manifest: policy(text, { ingress: [{ ports: [{ port: 80, endPort: 79 }] }] }), because: text },
      ],
      expect: { default: "any" },
    },
  ],
}));

/** Scenarios whose keys, names and values are hostile and wrong, and a line with the raw text that is quoted. */
export const BROKEN: Files = withRawLine(
  filesOf((text) => ({
    name: "n",
    [text]: 1,
    tags: [text],
    namespaces: { [text]: {}, x: { labels: { [text]: text } } },
    pods: { [`x/${text}`]: {}, "x/a": { labels: { [text]: text, app: text }, ports: [text] } },
    steps: [{ name: "s", apply: [text, `./${text}.yaml`], expect: { rules: [text], default: text } }],
  })),
);

/** Manifests with findings, of hostile names. */
export const MANIFESTS: Files = withRawLine(
  filesOf((text) => ({
    apiVersion: "v1",
    kind: "List",
    items: [
      policy(text, { podSelector: { matchLabels: { app: text, [text]: text } }, ingress: [{ from: [] }] }),
      policy("p", {
        podSelector: { matchLabels: { app: "aa" } },
        ingress: [{ from: [], ports: [{ port: text }] }],
      }),
      {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name: "a", namespace: "x", labels: { app: "a", l: text } },
      },
      { apiVersion: "v1", kind: text, metadata: { name: text, namespace: text } },
    ],
  })),
);

function policy(name: string, spec: object): object {
  const metadata = { name, namespace: "x", annotations: { a: name } };
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata,
    spec: { podSelector: {}, ...spec },
  };
}

function filesOf(content: (text: string) => object): Files {
  return Object.fromEntries(
    texts.map((text, index) => [fileName(text, index), JSON.stringify(content(text), undefined, 1)]),
  );
}

/** What a name of a file can hold of a text, which comes first; the file system takes no more than 255 bytes. */
function fileName(text: string, index: number): string {
  const possible = text
    .replaceAll(/[/\0]|\p{Cs}/gu, "")
    .slice(0, 60)
    .trimEnd();
  return `${possible}${index}.yaml`;
}

/** JSON escapes what YAML would have raw. */
function withRawLine(files: Files): Files {
  return Object.fromEntries(
    Object.entries(files).map(([name, text], index) => [name, `${text} # ${texts[index]}\n`]),
  );
}
