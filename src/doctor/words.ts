import type { IpFamily } from "../model/index.ts";

export const FAMILY_NAMES: Readonly<Record<IpFamily, string>> = { ipv4: "IPv4", ipv6: "IPv6" };

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

export function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
