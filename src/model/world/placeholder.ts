import { type IpFamily, type PodRef, podRef } from "./pod.ts";

const KINDS = ["ip", "cidr", "node-ip", "cluster-ip"] as const;

/**
 * An address that is known only when a step begins, written `${…}` in a policy. `ref` is a pod, or a Service for
 * `cluster-ip`. `prefixes` are the lengths of a `cidr`; absent means that of one address.
 */
export interface Placeholder {
  readonly kind: (typeof KINDS)[number];
  readonly ref: PodRef;
  readonly prefixes?: Readonly<Record<IpFamily, number>>;
  readonly family?: IpFamily;
}

/** Why a text within `${…}` stands for no address. */
export interface PlaceholderProblem {
  readonly message: string;
  readonly hint: string;
}

const FORMS = `addresses are written \${ip(x/b)}, \${cidr(x/b, 24)}, \${node-ip(x/b)} or \${cluster-ip(x/web)}`;

/** Each `${…}` of a text. */
export const PLACEHOLDER = /\$\{(?<inside>[^{}]*)\}/g;

/** Whether a text holds a placeholder, of an address or of a parameter. */
export function holdsPlaceholder(text: string): boolean {
  return text.search(PLACEHOLDER) >= 0;
}

/** Whether the text within `${…}` is a call, as against the name of a parameter. */
export function isCall(inside: string): boolean {
  return inside.includes("(");
}

/** Each placeholder of a text replaced by what `fill` makes of its inside, left as it is where that is undefined. */
export function replacePlaceholders(text: string, fill: (inside: string) => string | undefined): string {
  return text.replace(PLACEHOLDER, (whole, inside: string) => fill(inside) ?? whole);
}

/** Reads the inside of a placeholder: `ip(x/b)`, `cidr(x/b, 24, 64, ipv6)`. */
export function parsePlaceholder(inside: string): Placeholder | PlaceholderProblem {
  const call = /^\s*(?<word>[a-z-]+)\s*\((?<list>[^()]*)\)\s*$/.exec(inside)?.groups;
  const kind = KINDS.find((known) => known === call?.word);
  if (kind === undefined) return { message: `\${${inside}} is no address`, hint: FORMS };
  const [target = "", ...rest] = (call?.list ?? "").split(",").map((part) => part.trim());
  const [namespace, name, ...more] = target.split("/");
  if (!namespace || !name || more.length > 0)
    return { message: `${JSON.stringify(target)} is not namespace/name`, hint: FORMS };
  const family = familyOf(rest.at(-1));
  const lengths = family === undefined ? rest : rest.slice(0, -1);
  const prefixes = prefixesOf(kind, lengths, family);
  if (prefixes === "wrong") return { message: `${lengths.join(", ")} does not fit ${kind}(…)`, hint: FORMS };
  return {
    kind,
    ref: podRef(namespace, name),
    ...(prefixes === undefined ? {} : { prefixes }),
    ...(family === undefined ? {} : { family }),
  };
}

function familyOf(word: string | undefined): IpFamily | undefined {
  return word === "ipv4" || word === "ipv6" ? word : undefined;
}

/** One length is meant for both families, two are IPv4's and IPv6's. */
function prefixesOf(
  kind: Placeholder["kind"],
  lengths: readonly string[],
  family: IpFamily | undefined,
): Placeholder["prefixes"] | "wrong" {
  if (lengths.length === 0) return undefined;
  const [first, second = first] = lengths.map((length) => (/^\d{1,3}$/.test(length) ? Number(length) : 999));
  if (kind !== "cidr" || lengths.length > 2 || first === undefined || second === undefined) return "wrong";
  const fits = (length: number, most: number, other: IpFamily): boolean => length <= most || family === other;
  return fits(first, 32, "ipv6") && fits(second, 128, "ipv4") ? { ipv4: first, ipv6: second } : "wrong";
}
