import type { ConnectionExplanation, PeerMismatch, PortMismatch, Protocol } from "../../model/index.ts";

type LabelMismatch = Extract<PeerMismatch, { readonly kind: "label" }>;

/** What keeps one peer of a rule from meaning the other end, each a sentence: `namespace y lacks team=a (has team=b)`. */
export function peerTexts(mismatches: readonly PeerMismatch[]): readonly string[] {
  return mismatches.map(peerMismatchText);
}

/** What keeps one port of a rule from meaning a connection's: `port 81/TCP is not 80/TCP`. */
export function portText(mismatches: readonly PortMismatch[], connection: ConnectionExplanation): string {
  const dialed = portWithProtocol(connection);
  const [mismatch] = mismatches.filter(({ kind }) => kind !== "protocol").concat(mismatches);
  switch (mismatch?.kind) {
    case undefined:
      return "";
    case "protocol":
      return `${mismatch.dialed} is not ${mismatch.wanted}`;
    case "number":
      return mismatch.first === mismatch.last
        ? `port ${dialed} is not ${mismatch.first}/${mismatch.protocol}`
        : `port ${dialed} is not in ${mismatch.first}-${mismatch.last}/${mismatch.protocol}`;
    case "name":
      return mismatch.has.length === 0
        ? `${mismatch.target} gives no ${mismatch.protocol} port the name ${mismatch.name}`
        : `port ${dialed} is not ${mismatch.name}, which is ${mismatch.has.join(" and ")}/${mismatch.protocol} on ${mismatch.target}`;
  }
}

/** `80/TCP`, always with its protocol: rules often fail for leaving it out. */
export function portWithProtocol({ port, protocol }: { port: number; protocol: Protocol }): string {
  return `${port}/${protocol}`;
}

/** `team=a`, or `team=a or team=b`: what a label may be. */
export function labelChoices(key: string, values: readonly string[]): string {
  return values.map((value) => `${key}=${value}`).join(" or ");
}

function peerMismatchText(mismatch: PeerMismatch): string {
  switch (mismatch.kind) {
    case "label":
      return labelText(mismatch);
    case "other-namespace":
      return `${mismatch.pod} is not in ${mismatch.namespace}, where a podSelector alone selects`;
    case "outside":
      return `${mismatch.address} is not in ${mismatch.cidr}`;
    case "excepted":
      return `${mismatch.address} is in the except ${mismatch.except}`;
    case "no-address":
      return `${mismatch.pod} has no ${mismatch.family} address`;
    case "empty":
      return "a peer without selector and block means nobody";
    case "contradiction":
      return `no ${mismatch.of} can match this peer: what it requires of the label ${mismatch.key} contradicts itself`;
  }
}

function labelText({ of, name, requirement, has }: LabelMismatch): string {
  const present = `${requirement.key}=${has}`;
  switch (requirement.operator) {
    case "In":
      return `${of} ${name} lacks ${labelChoices(requirement.key, requirement.values ?? [])}${has === undefined ? "" : ` (has ${present})`}`;
    case "Exists":
      return `${of} ${name} lacks the label ${requirement.key}`;
    case "NotIn":
    case "DoesNotExist":
      return `${of} ${name} has ${present}, which is excluded`;
  }
}
