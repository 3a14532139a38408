/** DNS messages, as far as one question takes (RFC 1035, section 4.1). */

const HEADER_LENGTH = 12;
const RECURSION_DESIRED = 0x0100;
const TYPE_A = 1;
const CLASS_IN = 1;

/** The question for a name's IPv4 address. */
export function dnsQuery(id: number, name: string): Uint8Array {
  const labels = name.split(".").filter(Boolean);
  const header = new Uint8Array(HEADER_LENGTH);
  const view = new DataView(header.buffer);
  view.setUint16(0, id);
  view.setUint16(2, RECURSION_DESIRED);
  view.setUint16(4, 1);
  const question = labels.flatMap((label) => [label.length, ...Buffer.from(label)]);
  return Uint8Array.of(...header, ...question, 0, 0, TYPE_A, 0, CLASS_IN);
}

/** The response code of an answer to a question; undefined if it is none. */
export function responseCode(id: number, message: Uint8Array): number | undefined {
  if (message.length < HEADER_LENGTH) return undefined;
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const flags = view.getUint16(2);
  return view.getUint16(0) === id && flags >= 0x8000 ? flags & 0x0f : undefined;
}
