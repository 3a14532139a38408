import type { Scenario } from "../../src/model/index.ts";
import { type ParseResult, type Problem, parseScenario } from "../../src/scenario/index.ts";

/** File contents by the path that the parser asks for. */
export type Files = Readonly<Record<string, string>>;

export function parse(text: string, files: Files = {}): ParseResult {
  const readFile = (path: string): string => {
    const found = files[path];
    if (found === undefined) throw new Error("no such file");
    return found;
  };
  return parseScenario(text, { file: "scenario.yaml", readFile });
}

/** The scenario, for texts that have no problem. */
export function scenarioOf(text: string, files: Files = {}): Scenario {
  const result = parse(text, files);
  if ("scenarios" in result && result.scenarios[0] !== undefined) return result.scenarios[0];
  throw new Error(`unexpected problems: ${JSON.stringify(result, null, 1)}`);
}

export function scenariosOf(text: string, files: Files = {}): readonly Scenario[] {
  const result = parse(text, files);
  if ("scenarios" in result) return result.scenarios;
  throw new Error(`unexpected problems: ${JSON.stringify(result.problems, null, 1)}`);
}

export function problemsOf(text: string, files: Files = {}): readonly Problem[] {
  const result = parse(text, files);
  if ("problems" in result) return result.problems;
  throw new Error("the scenario has no problem");
}

/** The problems as `line:column message`, those of other files with the file before. */
export function saidOf(text: string, files: Files = {}): readonly string[] {
  return problemsOf(text, files).map(({ file, line, column, message }) => {
    const place = `${line}:${column} ${message}`;
    return file === "scenario.yaml" ? place : `${file}:${place}`;
  });
}

/** Two namespaces and three pods, with what is given after them, from line 8 on. */
export function withPods(rest: string): string {
  return `name: test
namespaces: { x: {}, y: { labels: { team: green } } }
pods:
  x/a: { labels: { app: web, tier: front }, ports: [80, dns=53/UDP] }
  x/b: { labels: { app: db }, ports: [80, 81] }
  y/a: { labels: { app: web }, ports: [80] }

${rest}`;
}

/** A scenario of one namespace with one policy written within it, its spec from line 8 on. */
export function withSpec(spec: string): string {
  const indented = spec.trimEnd().replaceAll("\n", "\n      ");
  return `name: test
namespaces: { x: {} }
pods: { x/a: { ports: [80] }, x/b: {} }
expect: {}
policies:
  - metadata: { name: p }
    spec:
      ${indented}
`;
}
