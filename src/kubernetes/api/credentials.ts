import type { RequestOptions } from "node:https";
import type { KubeConfig } from "@kubernetes/client-node";
import { ClusterError } from "../../cluster/port.ts";
import { within } from "../../system/deadline.ts";
import { clientErrorText } from "./client-error.ts";

/** How long credentials may take; a person may have to log in meanwhile. */
const CREDENTIALS_LIMIT_MS = 60_000;

const NEVER = new AbortController().signal;

/** Where an API server is, and who we are to it. */
export interface Credentials {
  readonly context: string;
  /** The kubeconfig file that was given, if one was. */
  readonly kubeconfig?: string;
  readonly server: URL;
  /** TLS options, headers and, behind a proxy, the agent for one request; renewed when they expire. */
  authorize(): Promise<Authorization>;
}

type Authorization = Pick<
  RequestOptions,
  "ca" | "cert" | "key" | "pfx" | "passphrase" | "rejectUnauthorized" | "servername" | "auth" | "agent"
> & { readonly headers: Readonly<Record<string, string>> };

/** Credentials from a KubeConfig that holds the one cluster and user. `proxied`: its agent goes through a proxy. */
export function credentialsOf(
  context: string,
  config: KubeConfig,
  server: URL,
  proxied: boolean,
  limitMs = CREDENTIALS_LIMIT_MS,
): Credentials {
  let turn: Promise<unknown> = Promise.resolve();
  return {
    context,
    server,
    // One after the other: the client would start an exec plugin once for each of many calls that come together.
    authorize: () => {
      const authorization = turn.then(() => authorize(config, context, proxied, limitMs));
      turn = authorization.catch(() => undefined);
      return authorization;
    },
  };
}

async function authorize(
  config: KubeConfig,
  context: string,
  proxied: boolean,
  limitMs: number,
): Promise<Authorization> {
  const options: RequestOptions = {};
  try {
    // A program that waits for input waits for ever: its stdin is an open pipe.
    await within(limitMs, failureText(config), NEVER, () => config.applyToHTTPSOptions(options));
  } catch (error) {
    throw new ClusterError(`no credentials for context '${context}': ${clientErrorText(error)}`, {
      cause: error,
    });
  }
  const { agent, headers, ...tls } = options;
  const texts = Object.entries(headers ?? {}).map(([name, value]) => [name, `${value}`]);
  return { ...tls, headers: Object.fromEntries(texts), ...(proxied && agent !== undefined ? { agent } : {}) };
}

function failureText(config: KubeConfig): string {
  const program = config.getCurrentUser()?.exec?.command;
  return program === undefined ? "they did not come" : `the program '${program}' did not end`;
}
