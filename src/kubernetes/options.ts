import type { Labels } from "../model/index.ts";
import type { KubeconfigOptions } from "./api/kubeconfig.ts";
import type { Environment } from "./api/proxy.ts";

/** Node 24 and nothing else that runs, for all architectures. Where nodes have it by its tag alone, that is used. */
export const DEFAULT_IMAGE =
  "gcr.io/distroless/nodejs24-debian13:nonroot@sha256:9eeb7f5887d0e239e78264b06f7f11d2e14be534050481803a9e4728fcdd278e";

/** How long work on the cluster may take, in ms. Whatever is waited for has one of these limits. */
export interface Limits {
  /** For the whole answer to one call. */
  readonly callMs: number;
  /** No attempt at a call starts later than this after the first. */
  readonly retryMs: number;
  /** For credentials, which a program that the kubeconfig names may have to get. */
  readonly credentialsMs: number;
  /** For what was deleted to be gone. */
  readonly removalMs: number;
  /** For what the cluster knows about a pod. */
  readonly diagnosisMs: number;
}

export const LIMITS: Limits = {
  callMs: 20_000,
  retryMs: 120_000,
  credentialsMs: 60_000,
  removalMs: 120_000,
  diagnosisMs: 15_000,
};

/** How long pods may take until every agent answers, in ms. */
export const READY_TIMEOUT_MS = 120_000;

export interface KubernetesOptions extends KubeconfigOptions {
  /** Names this run's objects: `[a-z0-9]+`, at most 20 characters. */
  readonly run: string;
  /** The text of the bundled agent. */
  readonly agentSource: string;
  /** An image whose entrypoint is Node. */
  readonly image?: string;
  /** `name` of a secret that will be in every namespace, or `namespace/name` of one to copy there. */
  readonly imagePullSecrets?: readonly string[];
  /**
   * Namespaces of the user's, empty and labelled as lent, in which alone a run works; the last is for the sentinels. Without it a
   * run makes namespaces of its own.
   */
  readonly lent?: readonly string[];
  /** Only nodes with these labels are used. */
  readonly nodeSelector?: Labels;
  /** Leaves everything in place at the end, and says how to remove it. */
  readonly keep?: boolean;
  /** How long the pods may take until every agent answers; default 120 s. */
  readonly readyTimeoutMs?: number;
  /** Other patience than `LIMITS`. */
  readonly limits?: Partial<Limits>;
  /** Is told in a line what is being done. */
  readonly progress?: (line: string) => void;
  /** Where `KUBECONFIG`, `HTTPS_PROXY` and the like are read; default the process' own. */
  readonly environment?: Environment;
}

/** The options with nothing left open. */
export type Settings = Required<Omit<KubernetesOptions, "kubeconfig" | "limits">> &
  KubeconfigOptions & { readonly limits: Limits };

/** The lent namespaces; nothing for a run that makes its own. */
export function lentOf({ lent }: Pick<Settings, "lent">): readonly string[] | undefined {
  return lent.length === 0 ? undefined : lent;
}

/** @throws RangeError when the run id could not be part of a name. */
export function settingsOf(options: KubernetesOptions): Settings {
  if (!/^[a-z0-9]{1,20}$/.test(options.run))
    throw new RangeError(`expected a run id of 1 to 20 letters a-z and digits, got '${options.run}'`);
  return {
    image: DEFAULT_IMAGE,
    imagePullSecrets: [],
    lent: [],
    nodeSelector: {},
    keep: false,
    readyTimeoutMs: READY_TIMEOUT_MS,
    progress: () => undefined,
    environment: process.env,
    ...options,
    limits: { ...LIMITS, ...options.limits },
  };
}
