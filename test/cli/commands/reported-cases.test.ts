import assert from "node:assert/strict";
import { netverdict, withFiles } from "../terminal.ts";

/** What a command says of a scenario. */
async function said(scenario: string, command: string, ...args: readonly string[]): Promise<string> {
  let text = "";
  await withFiles({ "s.yaml": scenario }, async (folder) => {
    const { code, stdout, stderr } = await netverdict(command, `${folder}/s.yaml`, ...args);
    assert.equal(code, 0, stdout + stderr);
    text = stdout;
  });
  return text;
}

/** Egress to each other and to nobody else, DNS included. */
const WITHOUT_DNS = `
name: peers without DNS
namespaces: { cache: {} }
pods:
  cache/node-0: { labels: { app: cache }, ports: [6379] }
  cache/node-1: { labels: { app: cache, role: leader }, ports: [6379] }
services:
  cache/leader: { selector: { role: leader }, ports: [6379], headless: true }
via: [pod-ip, service]
policies:
  - metadata: { name: peers, namespace: cache }
    spec:
      podSelector: { matchLabels: { app: cache } }
      policyTypes: [Ingress, Egress]
      ingress: [{ from: [{ podSelector: { matchLabels: { app: cache } } }] }]
      egress: [{ to: [{ podSelector: { matchLabels: { app: cache } } }] }]
expect: { rules: [allow * -> * via pod-ip, deny * -> * via service] }
`;

const OUTSIDE_OF_A_BLOCK = `
name: only outside of a block
namespaces: { app: {} }
pods: { app/a: {}, app/b: { ports: [80] } }
policies:
  - metadata: { name: egress, namespace: app }
    spec:
      podSelector: {}
      policyTypes: [Egress]
      egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8] } }] }]
expect: { default: predicted }
`;

describe("what people reported of predictions and explanations", () => {
  it("is denied by name where egress leaves out DNS, and both questions are shown", async () => {
    assert.match(await said(WITHOUT_DNS, "predict"), /the policies mean what it declares/);
    const text = await said(WITHOUT_DNS, "explain", "cache/node-0 -> cache/leader:6379 via service");
    assert.match(text, /via service is denied: it may not ask DNS for the name\n/);
    assert.match(text, /\nDNS kube-system\/kube-dns:53\/UDP \(assumed\): denied\n/);
    assert.match(text, /\nendpoint cache\/node-1:6379: allowed\n/);
    assert.match(
      await said(WITHOUT_DNS, "explain", "cache/node-0 -> cache/node-1:6379 via pod-ip"),
      /is allowed/,
    );
  });

  it("rests on assumed addresses where there are blocks, as predict says too", async () => {
    assert.match(
      await said(OUTSIDE_OF_A_BLOCK, "predict"),
      /\nnote: blocks were matched against assumed addresses: app\/a 10\./,
    );
  });
});
