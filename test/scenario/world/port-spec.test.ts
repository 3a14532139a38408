import assert from "node:assert/strict";
import { parsePort } from "../../../src/scenario/world/port-spec.ts";

describe("a served port", () => {
  it("is a number, with protocol and name if they are not plain TCP", () => {
    assert.deepEqual(parsePort("80"), { value: { port: 80, protocol: "TCP" } });
    assert.deepEqual(parsePort("53/UDP"), { value: { port: 53, protocol: "UDP" } });
    assert.deepEqual(parsePort("dns=5353/UDP"), { value: { port: 5353, protocol: "UDP", name: "dns" } });
    assert.deepEqual(parsePort("web=80"), { value: { port: 80, protocol: "TCP", name: "web" } });
  });

  for (const [text, message] of [
    ["0", "port 0 is not a port: 1 to 65535"],
    ["65536/UDP", "port 65536 is not a port: 1 to 65535"],
    ["9/sctp", 'unknown protocol "sctp"'],
    ["9/udp", 'unknown protocol "udp"'],
    ["9/ICMP", 'unknown protocol "ICMP"'],
    ["Web=80", 'port name "Web" must be lower case letters, digits and "-"'],
    ["=80", 'port name "" must be lower case letters, digits and "-"'],
    ["web", '"web" is not a port'],
    ["80=web", '"80=web" is not a port'],
    ["80/TCP/UDP", '"80/TCP/UDP" is not a port'],
    ["-1", '"-1" is not a port'],
    ["80.5", '"80.5" is not a port'],
    ["", '"" is not a port'],
  ] as const)
    it(`is not ${JSON.stringify(text)}`, () => {
      const parsed = parsePort(text);
      assert.equal("message" in parsed && parsed.message, message);
    });
});
