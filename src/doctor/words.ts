import type { IpFamily } from "../model/index.ts";

export const FAMILY_NAMES: Readonly<Record<IpFamily, string>> = { ipv4: "IPv4", ipv6: "IPv6" };

export function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
