import ipaddr from "ipaddr.js";
import { holdsPlaceholder } from "../model/index.ts";
import type { ShapeProblem } from "../yaml/shape.ts";
import { withSamples } from "./sample-addresses.ts";

/** The API server's words. */
const CIDR_ANSWER = "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)";

type Network = [ipaddr.IPv4 | ipaddr.IPv6, number];

/**
 * What is wrong with an ipBlock (networking.k8s.io/v1 IPBlock). Host bits may be set, as the API server still allows.
 * Leading zeros and IPv4 within IPv6 may not: readers disagree on what they mean.
 */
export function ipBlockProblems({
  cidr,
  except,
}: Readonly<Record<string, unknown>>): readonly ShapeProblem[] {
  if (typeof cidr === "string" && holdsPlaceholder(cidr))
    return [...placeholderProblems(["cidr"], cidr), ...exceptProblems(except, undefined)];
  const outer = typeof cidr === "string" ? parseCidr(cidr) : undefined;
  const problems = typeof cidr === "string" && outer === undefined ? [notCidr(["cidr"], cidr)] : [];
  return [...problems, ...exceptProblems(except, outer)];
}

function exceptProblems(except: unknown, outer: Network | undefined): readonly ShapeProblem[] {
  // A single text instead of a list is reported by its shape; its content is judged all the same.
  if (typeof except === "string") return exceptProblem(["except"], except, outer);
  if (!Array.isArray(except)) return [];
  return except.flatMap((item: unknown, index) =>
    typeof item === "string" ? exceptProblem(["except", index], item, outer) : [],
  );
}

function exceptProblem(
  path: (string | number)[],
  text: string,
  outer: Network | undefined,
): readonly ShapeProblem[] {
  if (holdsPlaceholder(text)) return placeholderProblems(path, text);
  const inner = parseCidr(text);
  if (inner === undefined) return [notCidr(path, text)];
  if (outer === undefined || isStrictlyInside(inner, outer)) return [];
  const block = `${outer[0]}/${outer[1]}`;
  return [
    {
      path,
      message: `the except ${text} is not inside the cidr ${block}`,
      answer: "must be a strict subset of `cidr`",
      hint: `an except is a smaller block of its cidr: its prefix is longer than /${outer[1]}${example(inner, outer)}`,
    },
  ];
}

/** Whether the block is inside another is not known before the addresses are. */
function placeholderProblems(path: (string | number)[], text: string): readonly ShapeProblem[] {
  const filled = withSamples(text);
  if (filled.some((one) => holdsPlaceholder(one) || parseCidr(one) !== undefined)) return [];
  const hint = "write ${cidr(x/b)}, ${cidr(x/b, 24)} or ${ip(x/b)}/32";
  return [{ path, message: `${JSON.stringify(text)} does not make a CIDR`, hint }];
}

/** The block that ends where the zeros of an IPv4 address begin, if it would do. */
function example([address]: Network, outer: Network): string {
  const bytes = address.toByteArray();
  const block: Network = [address, 8 * (bytes.findLastIndex((byte) => byte !== 0) + 1)];
  return bytes.length === 4 && isStrictlyInside(block, outer) ? `, such as ${address}/${block[1]}` : "";
}

function isStrictlyInside([address, prefix]: Network, outer: Network): boolean {
  return address.kind() === outer[0].kind() && prefix > outer[1] && address.match(outer);
}

function notCidr(path: (string | number)[], text: string): ShapeProblem {
  const single = ipaddr.isValid(text) && !text.includes("/");
  const whole = single ? `${text}/${ipaddr.parse(text).kind() === "ipv4" ? 32 : 128}` : undefined;
  const hint = whole === undefined ? "write it as 10.0.0.0/8 or fd00::/8" : `for one address write ${whole}`;
  return { path, message: `${JSON.stringify(text)} is not a CIDR`, hint, answer: CIDR_ANSWER };
}

function parseCidr(text: string): Network | undefined {
  const [address = "", prefix = "", ...more] = text.split("/");
  if (more.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(prefix)) return undefined;
  const parsed = parseAddress(address);
  const bits = parsed?.kind() === "ipv4" ? 32 : 128;
  return parsed && Number(prefix) <= bits ? [parsed, Number(prefix)] : undefined;
}

function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (!text.includes(":") || text.includes("%") || !ipaddr.IPv6.isValid(text)) return undefined;
  const address = ipaddr.IPv6.parse(text);
  return address.isIPv4MappedAddress() ? undefined : address;
}
