import type { Labels } from "../model/index.ts";
import type { KubeconfigOptions } from "./api/kubeconfig.ts";
import type { Environment } from "./api/proxy.ts";

export const DEFAULT_IMAGE = "gcr.io/distroless/nodejs24-debian13:nonroot";

export interface KubernetesOptions extends KubeconfigOptions {
  /** Names this run's objects: `[a-z0-9]+`, at most 20 characters. */
  readonly run: string;
  /** The text of the bundled agent. */
  readonly agentSource: string;
  /** An image whose entrypoint is Node. */
  readonly image?: string;
  /** `name` of a secret that will be in every namespace, or `namespace/name` of one to copy there. */
  readonly imagePullSecrets?: readonly string[];
  /** Only nodes with these labels are used. */
  readonly nodeSelector?: Labels;
  /** Leaves everything in place at the end, and says how to remove it. */
  readonly keep?: boolean;
  /** How long the pods may take until every agent answers; default 120 s. */
  readonly readyTimeoutMs?: number;
  /** Is told in a line what is being done. */
  readonly progress?: (line: string) => void;
  /** Where `KUBECONFIG`, `HTTPS_PROXY` and the like are read; default the process' own. */
  readonly environment?: Environment;
}

/** The options with nothing left open. */
export type Settings = Required<Omit<KubernetesOptions, "kubeconfig">> & KubeconfigOptions;

/** @throws RangeError when the run id could not be part of a name. */
export function settingsOf(options: KubernetesOptions): Settings {
  if (!/^[a-z0-9]{1,20}$/.test(options.run))
    throw new RangeError(`expected a run id of 1 to 20 letters a-z and digits, got '${options.run}'`);
  return {
    image: DEFAULT_IMAGE,
    imagePullSecrets: [],
    nodeSelector: {},
    keep: false,
    readyTimeoutMs: 120_000,
    progress: () => undefined,
    environment: process.env,
    ...options,
  };
}
