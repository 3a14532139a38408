import type { Expectation, PodPattern, Protocol, Rule, Via } from "../../model/index.ts";

/** The targets of a rule: some pods and Services, and of them every port, one port, or every port of a protocol. */
export interface TargetTerm {
  readonly pattern: PodPattern;
  readonly port?: number;
  readonly protocol?: Protocol;
}

/** A line of `rules` as a scenario writes it: every source with every target. */
export interface RuleLine {
  readonly expect: Expectation;
  readonly sources: readonly PodPattern[];
  readonly targets: readonly TargetTerm[];
  readonly via?: Via;
}

/** The rules that a line stands for. */
export function rulesOfLine({ expect, sources, targets, via }: RuleLine): readonly Rule[] {
  return sources.flatMap((source) =>
    targets.map(({ pattern: target, port, protocol }) => ({
      expect,
      source,
      target,
      ...(port === undefined ? {} : { port }),
      ...(protocol === undefined ? {} : { protocol }),
      ...(via === undefined ? {} : { via }),
    })),
  );
}

/** `deny x/a, y/* -> x/b:80 via cluster-ip`. */
export function lineText({ expect, sources, targets, via }: RuleLine): string {
  const left = sources.map(patternText).join(", ");
  const right = targets.map(targetText).join(", ");
  return `${expect} ${left} -> ${right}${via === undefined ? "" : ` via ${via}`}`;
}

/** `*`, `x/a`, `x/*`, `x/{app=web}`, `{app=web}`. */
export function patternText({ namespace, name, labels }: PodPattern): string {
  const pods = labels === undefined ? name : `{${labelsText(labels)}}`;
  return namespace === "*" && (name === "*" || labels !== undefined)
    ? labels === undefined
      ? "*"
      : pods
    : `${namespace}/${pods}`;
}

export function targetText({ pattern, port, protocol }: TargetTerm): string {
  const pods = patternText(pattern);
  if (port === undefined) return protocol === undefined ? pods : `${pods}:*/${protocol}`;
  return protocol === "TCP" ? `${pods}:${port}` : `${pods}:${port}/${protocol}`;
}

function labelsText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
}
