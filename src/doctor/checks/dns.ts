import type { DnsExamination, PodExamination } from "../../kubernetes/index.ts";
import { duration } from "../../report/index.ts";
import type { Check } from "../check.ts";
import type { Finding } from "../finding.ts";

type Examined = PodExamination & { readonly dns: DnsExamination };

/** Names have to be answered on every node, over both protocols: resolvers turn to TCP when an answer was cut. */
export const dns: Check = {
  id: "dns",
  examine: ({ examinations }) => {
    if ("unknown" in examinations) return [unknown(examinations.unknown)];
    const examined = examinations.value.flatMap((one): readonly Examined[] =>
      one.inside.dns === undefined ? [] : [{ ...one, dns: one.inside.dns }],
    );
    if (examined.length === 0) return [unknown("the pods have no nameserver")];
    return [findingOf(examined)];
  },
};

function unknown(why: string): Omit<Finding, "check"> {
  return { subject: "DNS", decides: true, status: "unknown", what: "no name was asked for", why };
}

function findingOf(examined: readonly Examined[]): Omit<Finding, "check"> {
  const silent = (protocol: "udp" | "tcp") =>
    examined.flatMap(({ node, dns }) =>
      dns[protocol].answered ? [] : `${protocol.toUpperCase()} on ${node}: ${dns[protocol].reason}`,
    );
  const [overUdp, overTcp] = [silent("udp"), silent("tcp")];
  const server = examined[0]?.dns.server ?? "";
  const about = { subject: "DNS", decides: true } as const;
  if (overUdp.length + overTcp.length > 0)
    return {
      ...about,
      status: overUdp.length > 0 ? "broken" : "doubtful",
      what: `${server} does not answer pods over ${overUdp.length === 0 ? "TCP" : overTcp.length === 0 ? "UDP" : "UDP and TCP"}`,
      why: [...overUdp, ...overTcp].join("; "),
      advice: "Look at the pods behind the Service kube-system/kube-dns and at policies that select them.",
    };
  const wrong = examined.find(({ dns }) => codes(dns).some((code) => code !== 0));
  if (wrong !== undefined)
    return {
      ...about,
      status: "doubtful",
      what: `${server} does not know ${wrong.dns.name} (DNS code ${codes(wrong.dns).find((code) => code !== 0)})`,
      advice: "Scenarios that address Services by name will see unresolved.",
    };
  return {
    ...about,
    status: "ok",
    what: `${server} answers over UDP and TCP on every node tried, within ${slowest(examined)}`,
  };
}

function codes({ udp, tcp }: DnsExamination): readonly number[] {
  return [udp, tcp].flatMap((answer) => (answer.answered ? answer.code : []));
}

function slowest(examined: readonly Examined[]): string {
  const all = examined.flatMap(({ dns }) => [dns.udp, dns.tcp]);
  return duration(Math.max(...all.map((answer) => (answer.answered ? answer.ms : 0))));
}
