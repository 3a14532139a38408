import { existsSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { KubeConfig } from "@kubernetes/client-node";
import { ClusterError } from "../../cluster/port.ts";
import { kindOf, readTextFile } from "../../system/read-text-file.ts";
import { messageOf } from "../../system/system-error.ts";
import { clientErrorText } from "./client-error.ts";
import { type Credentials, credentialsOf } from "./credentials.ts";
import { type Environment, proxyFor } from "./proxy.ts";

export interface KubeconfigOptions {
  /** The context to use. There is no default: the current one may be anybody's cluster. */
  readonly context: string;
  /** A kubeconfig file; else those of `$KUBECONFIG`, else `~/.kube/config`. */
  readonly kubeconfig?: string;
}

/**
 * The credentials of a context.
 *
 * @throws ClusterError when no file is there, one is no kubeconfig, or the context or what it names is not in them.
 */
export function loadCredentials(
  options: KubeconfigOptions & { readonly limits?: { readonly credentialsMs: number } },
  environment: Environment,
): Credentials {
  const files = kubeconfigFiles(options.kubeconfig, environment);
  const configs = files.map(loadFile);
  const contexts = configs.flatMap((config) => config.contexts);
  const known = `known contexts in ${files.join(", ")}: ${contexts.map(({ name }) => name).join(", ") || "none"}`;
  if (options.context === "") throw new ClusterError(`no context given; say which cluster to use (${known})`);
  const context = contexts.find(({ name }) => name === options.context);
  if (context === undefined) throw new ClusterError(`unknown context '${options.context}' (${known})`);

  const cluster = configs.flatMap((config) => config.clusters).find(({ name }) => name === context.cluster);
  if (cluster === undefined)
    throw new ClusterError(
      `context '${context.name}' names the cluster '${context.cluster}', which is not there`,
    );
  const user = configs.flatMap((config) => config.users).find(({ name }) => name === context.user);
  if (user === undefined && (context.user ?? "") !== "")
    throw new ClusterError(`context '${context.name}' names the user '${context.user}', who is not there`);

  refuseEndless(context.name, [cluster.caFile, user?.certFile, user?.keyFile]);
  const server = serverUrl(cluster.server, context.name);
  const proxyUrl = cluster.proxyUrl || proxyFor(server, environment);
  // Over plain HTTP there is nothing to verify, yet the client wants to be told so.
  const skipTLSVerify = cluster.skipTLSVerify || server.protocol === "http:";
  const config = new KubeConfig();
  const reached = { ...cluster, skipTLSVerify, ...(proxyUrl === undefined ? {} : { proxyUrl }) };
  config.loadFromClusterAndUser(reached, user ?? { name: "anonymous" });
  return {
    ...credentialsOf(context.name, config, server, proxyUrl !== undefined, options.limits?.credentialsMs),
    ...(options.kubeconfig === undefined ? {} : { kubeconfig: options.kubeconfig }),
  };
}

/** The files to read, by kubectl's rules: of a list, those that exist, and the first to name something wins. */
function kubeconfigFiles(given: string | undefined, environment: Environment): readonly string[] {
  const listed = (environment.KUBECONFIG ?? "").split(delimiter).filter((file) => file !== "");
  const home = join(environment.HOME ?? homedir(), ".kube", "config");
  const candidates = given !== undefined ? [given] : listed.length > 0 ? listed : [home];
  const files = candidates.filter((file) => existsSync(file));
  if (files.length === 0) throw new ClusterError(`no kubeconfig: ${candidates.join(", ")} does not exist`);
  return files;
}

function loadFile(file: string): KubeConfig {
  const config = new KubeConfig();
  const text = textOf(file);
  try {
    config.loadFromString(text);
    config.makePathsAbsolute(dirname(file));
  } catch (error) {
    throw new ClusterError(`${file} is not a kubeconfig: ${clientErrorText(error)}`, { cause: error });
  }
  return config;
}

/** The client's own way of reading a file would wait for a pipe and never end at a device. */
function textOf(file: string): string {
  try {
    return readTextFile(file);
  } catch (error) {
    throw new ClusterError(`cannot read the kubeconfig: ${file}: ${messageOf(error)}`, { cause: error });
  }
}

/** The client reads these too, each time that it needs them. */
function refuseEndless(context: string, files: readonly (string | undefined)[]): void {
  for (const file of files) {
    if (file === undefined || !existsSync(file)) continue;
    const stats = statSync(file);
    if (!stats.isFile())
      throw new ClusterError(
        `no credentials for context '${context}': ${file} is ${kindOf(stats)}, and not a file`,
      );
  }
}

function serverUrl(server: string, context: string): URL {
  if (!URL.canParse(server))
    throw new ClusterError(`the server '${server}' of context '${context}' is no URL`);
  return new URL(server);
}
