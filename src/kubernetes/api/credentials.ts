import type { RequestOptions } from "node:https";
import type { KubeConfig } from "@kubernetes/client-node";
import { ClusterError } from "../../cluster/port.ts";

/** Where an API server is, and who we are to it. */
export interface Credentials {
  readonly context: string;
  readonly server: URL;
  /** TLS options, headers and, behind a proxy, the agent for one request; renewed when they expire. */
  authorize(): Promise<Authorization>;
}

export type Authorization = Pick<
  RequestOptions,
  "ca" | "cert" | "key" | "pfx" | "passphrase" | "rejectUnauthorized" | "servername" | "auth" | "agent"
> & { readonly headers: Readonly<Record<string, string>> };

/** Credentials from a KubeConfig that holds the one cluster and user. `proxied`: its agent goes through a proxy. */
export function credentialsOf(
  context: string,
  config: KubeConfig,
  server: URL,
  proxied: boolean,
): Credentials {
  let turn: Promise<unknown> = Promise.resolve();
  return {
    context,
    server,
    // One after the other: the client would start an exec plugin once for each of many calls that come together.
    authorize: () => {
      const authorization = turn.then(() => authorize(config, context, proxied));
      turn = authorization.catch(() => undefined);
      return authorization;
    },
  };
}

async function authorize(config: KubeConfig, context: string, proxied: boolean): Promise<Authorization> {
  const options: RequestOptions = {};
  try {
    await config.applyToHTTPSOptions(options);
  } catch (error) {
    const text = error instanceof Error ? error.message.trim() : String(error);
    throw new ClusterError(`no credentials for context '${context}': ${text}`, { cause: error });
  }
  const { agent, headers, ...tls } = options;
  const texts = Object.entries(headers ?? {}).map(([name, value]) => [name, `${value}`]);
  return { ...tls, headers: Object.fromEntries(texts), ...(proxied && agent !== undefined ? { agent } : {}) };
}
