import { type Document, isPair, isScalar, type Scalar, visit } from "yaml";
import { kubectlValue } from "./yaml11.ts";

/** A plain scalar that kubectl takes for another value than YAML 1.2 does. */
export interface OtherReading {
  readonly offset: number;
  readonly written: string;
  /** What kubectl takes it for. */
  readonly value: string | number | boolean | null;
  /** What it is in YAML 1.2. */
  readonly plainValue: unknown;
  readonly isKey: boolean;
  /** The keys of mappings that lead to it, itself left out if it is one. */
  readonly keys: readonly unknown[];
}

/** What kubectl would read otherwise in a document; nothing is changed. */
export function otherReadings(nodes: Document): readonly OtherReading[] {
  const found: OtherReading[] = [];
  visitPlain(nodes, (_, reading) => found.push(reading));
  return found;
}

/** Gives each such scalar the value that kubectl takes it for; a key stays text. */
export function readAsKubectl(nodes: Document): readonly OtherReading[] {
  const found: OtherReading[] = [];
  visitPlain(nodes, (scalar, reading) => {
    found.push(reading);
    scalar.value = reading.isKey ? String(reading.value) : reading.value;
  });
  return found;
}

function visitPlain(nodes: Document, use: (scalar: Scalar, reading: OtherReading) => void): void {
  visit(nodes, {
    Scalar(position, scalar, ancestors) {
      const { type, tag, source: written, value: plainValue, range } = scalar;
      if (type !== "PLAIN" || tag !== undefined || written === undefined) return;
      const value = kubectlValue(written);
      const isKey = position === "key";
      if (isKey ? String(value) === plainValue || value === null : Object.is(value, plainValue)) return;
      const pairs = ancestors.filter((node) => isPair(node));
      const keys = (isKey ? pairs.slice(0, -1) : pairs).map(({ key }) => (isScalar(key) ? key.value : key));
      use(scalar, { offset: range?.[0] ?? 0, written, value, plainValue, isKey, keys });
    },
  });
}
