import type { AddressFamily } from "./address-family.ts";

/** Port unreachables are how a refused datagram is seen; by default only a few a second are sent. */
const UNLIMITED_ICMP = {
  ipv4: ["echo 0 >/proc/sys/net/ipv4/icmp_ratemask"],
  ipv6: [
    "echo 0 >/proc/sys/net/ipv6/conf/all/disable_ipv6",
    "echo 0 >/proc/sys/net/ipv6/icmp/ratelimit",
    // Without a mask, in kernels since 5.2, what IPv4 and IPv6 send in all is not limited either.
    "test ! -e /proc/sys/net/ipv6/icmp/ratemask || echo >/proc/sys/net/ipv6/icmp/ratemask",
  ],
} as const;

/** `default` is for the links that are still to come; both are inherited from the machine. */
const FORWARDING = {
  ipv4: [
    "echo 1 >/proc/sys/net/ipv4/ip_forward",
    "echo 0 >/proc/sys/net/ipv4/conf/all/rp_filter",
    "echo 0 >/proc/sys/net/ipv4/conf/default/rp_filter",
  ],
  ipv6: ["echo 1 >/proc/sys/net/ipv6/conf/all/forwarding"],
} as const;

/** Commands that set up a network namespace for pods, which only end and begin conversations. */
export function podSysctls(families: readonly AddressFamily[]): readonly string[] {
  return families.flatMap(({ name }) => UNLIMITED_ICMP[name]);
}

/** Commands that set up a network namespace that routes. */
export function routerSysctls(families: readonly AddressFamily[]): readonly string[] {
  return families.flatMap(({ name }) => [...UNLIMITED_ICMP[name], ...FORWARDING[name]]);
}
