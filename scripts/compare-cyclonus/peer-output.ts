import { type PeerTable, parsePeerTable } from "./peer-table.ts";

/** A case of a cyclonus run, `number` counted from 1 in the run's order. */
export interface PeerCase {
  readonly number: number;
  readonly title: string;
  readonly steps: readonly PeerStep[];
}

/** `policies`: the manifests in force, as YAML texts. `actual` is the last of its tries. */
export interface PeerStep {
  readonly policies: readonly string[];
  readonly expected: PeerTable;
  readonly actual: PeerTable;
}

/** How many cases a run has, and those that were finished in what `cyclonus generate --noisy` has printed. */
export function parsePeerOutput(text: string): {
  readonly planned: number;
  readonly cases: readonly PeerCase[];
} {
  const planned = Number(/^testing (?<cases>\d+) cases$/m.exec(text)?.groups?.cases);
  const cases = text
    .split(/^starting test case #/m)
    .slice(1)
    .filter((part) => /^finished policy #/m.test(part))
    .map(parseCase);
  return { planned, cases };
}

function parseCase(part: string): PeerCase {
  const steps = part.split(/^step \d+ on /m).slice(1);
  return {
    number: Number.parseInt(part, 10),
    title: /^evaluating test case: (?<title>.*)$/m.exec(part)?.groups?.title ?? "",
    steps: steps.map(parseStep),
  };
}

function parseStep(part: string): PeerStep {
  const lines = part.split("\n");
  const port = onlyPort(lines[0] ?? "");
  const tries = lines.filter((line) => line.startsWith("kube results, try "));
  return {
    policies: policiesOf(part),
    expected: parsePeerTable(tableAfter(lines, "Expected combined:"), port),
    actual: parsePeerTable(tableAfter(lines, tries.at(-1) ?? ""), port),
  };
}

/** `TCP/81` of "port 81, protocol TCP:" or "port serve-81-tcp, protocol TCP:"; nothing if all ports were probed. */
function onlyPort(title: string): string | undefined {
  const { port, protocol } =
    /^port (?:serve-)?(?<port>\d+).*protocol (?<protocol>\w+)/.exec(title)?.groups ?? {};
  return port === undefined ? undefined : `${protocol}/${port}`;
}

function policiesOf(part: string): readonly string[] {
  const [, listed = ""] = part.split("Results for network policies:\n");
  const end = /^(Discrepancy found:)?\d+ wrong/m.exec(listed)?.index ?? 0;
  return listed
    .slice(0, end)
    .split("Network policy:\n")
    .slice(1)
    .map((policy) => policy.trim());
}

function tableAfter(lines: readonly string[], title: string): readonly string[] {
  const start = lines.indexOf(title) + 1;
  if (start === 0) return [];
  const length = lines.slice(start).findIndex((line) => !/^[|+]/.test(line));
  return lines.slice(start, length < 0 ? undefined : start + length);
}
