import fc from "fast-check";
import { mutatedText } from "../mutations.ts";
import type { Reader } from "../reader.ts";
import { carriedOutOnFiles } from "../refusal.ts";
import { withFile } from "./files.ts";

/** Where texts with a form of their own stand, and what they usually are. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  wait: ["500ms", "1.5s", "2m"],
  port: ["80", "53/UDP", "web=80", "dns=53/UDP"],
  servicePort: ["80", "80->8080", "80->http", "53->5353/UDP", "web=80->8080"],
  rule: [
    "deny x/a -> x/b:80",
    "allow x/{app=web,tier=db}, {app=a} -> *:80-90/TCP via pod-ip",
    "drop x/* -> */b:*/UDP over ipv4",
    "predicted * -> x/b:web",
  ],
  table: ["to x/a x/b\nx/a - .\nx/b X -\n", "from \\ to  x/a\nx/a -\nx/b ?\n"],
  cidr: ["10.0.0.0/8", "${cidr(x/b, 24)}", "${ip(x/b)}/32", "fd00::/8", "${node-ip(x/a, ipv4)}/32"],
  label: ["web", "a.b/c_d-e", ""],
  requirement: ["nodes>=2", "dual-stack", "sctp"],
  node: ["one"],
};

const parts = fc
  .constantFrom(...Object.entries(PLACES))
  .chain(([place, samples]) => mutatedText(samples).map((text) => ({ [place]: text })));

/** A scenario in which one text is odd; each is written as JSON, so that it arrives as it is. */
function scenarioWith(odd: Readonly<Record<string, string>>): string {
  const at = (place: string, usual: string): string => odd[place] ?? usual;
  return JSON.stringify({
    name: "parts",
    requires: [at("requirement", "ipv4")],
    namespaces: { x: { labels: { team: at("label", "a") } } },
    pods: {
      "x/a": { labels: { app: "web" }, ports: [at("port", "http=80")], node: at("node", "one") },
      "x/b": { labels: { app: at("label", "db") }, ports: [80, "web=81"] },
    },
    services: { "x/s": { selector: { app: "web" }, ports: [at("servicePort", "80")] } },
    steps: [
      {
        name: "one",
        apply: [
          {
            metadata: { name: "p", namespace: "x" },
            spec: { podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: at("cidr", "10.0.0.0/8") } }] }] },
          },
        ],
        wait: at("wait", "1s"),
        expect: {
          rules: [at("rule", "any * -> *")],
          ...("table" in odd ? { table: { "TCP/80": odd.table } } : {}),
        },
      },
    ],
  });
}

/** The small languages within scenarios: durations, ports, rules, tables, placeholders, labels, requirements. */
export const partReader: Reader = {
  name: "scenario-parts",
  inputs: parts.map(scenarioWith),
  read: (text) =>
    withFile("parts.yaml", text, async (file) => {
      await carriedOutOnFiles("predict", file);
    }),
};
