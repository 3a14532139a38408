import { familyOf } from "./families.ts";
import type { AddressAndPort } from "./match.ts";
import type { Verdict } from "./rule.ts";

/** The statement of nftables for what becomes of a packet. */
export function renderVerdict(verdict: Verdict): string {
  switch (verdict.type) {
    case "reject":
      return verdict.with === undefined ? "reject" : `reject with ${verdict.with}`;
    case "jump":
      return `jump ${verdict.to}`;
    case "dnat":
      return renderDnat(verdict.to);
    case "snat":
      return `snat ${familyOf(verdict.to)} to ${verdict.to}`;
    default:
      return verdict.type;
  }
}

/** To one of the endpoints, chosen at random for each connection. */
function renderDnat(endpoints: readonly AddressAndPort[]): string {
  const [{ address } = { address: "" }] = endpoints;
  const choices = endpoints.map((endpoint, index) => `${index} : ${endpoint.address} . ${endpoint.port}`);
  return `dnat ${familyOf(address)} to numgen random mod ${endpoints.length} map { ${choices.join(", ")} }`;
}
