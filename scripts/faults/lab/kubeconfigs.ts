import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ClusterUnderTest } from "../hands/cluster-under-test.ts";
import type { FaultProxy } from "../proxy/fault-proxy.ts";
import type { FaultCase } from "./fault-case.ts";

interface NamedCluster {
  readonly name: string;
  readonly cluster: { readonly server: string; readonly [key: string]: unknown };
}

/** Writes a kubeconfig for each way to the API server, with the cluster's own context name; resolves with the files. */
export async function writeKubeconfigs(
  cluster: ClusterUnderTest,
  proxy: FaultProxy,
  folder: string,
): Promise<Readonly<Record<FaultCase["by"], string>>> {
  const direct = JSON.parse(await cluster.kubectl("config", "view", "--raw", "--minify", "-o", "json"));
  const [own]: readonly NamedCluster[] = direct.clusters;
  const server = own?.cluster.server ?? "";
  const written = (name: string, config: object) => {
    const file = join(folder, `${name}.kubeconfig`);
    writeFileSync(file, JSON.stringify({ ...direct, ...config }), { mode: 0o600 });
    return file;
  };
  const reached = (to: string) => ({ clusters: [{ name: own?.name, cluster: { server: to } }] });
  return {
    direct: written("direct", {}),
    // The proxy has the credentials.
    proxy: written("proxy", { ...reached(proxy.url), users: direct.users.map(anonymous) }),
    "untrusted certificate": written("untrusted", reached(server)),
    "TLS to a port without": written("tls", reached(proxy.url.replace("http:", "https:"))),
  };
}

function anonymous({ name }: { readonly name: string }): object {
  return { name, user: {} };
}
