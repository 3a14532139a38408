/** Any cluster that a kubeconfig reaches. */
export { collectGarbage, type GarbageOptions } from "./gc.ts";
export type { KubeconfigOptions } from "./kubeconfig.ts";
export { kubernetesCluster } from "./kubernetes-cluster.ts";
export { type LiveOptions, type LiveState, readLiveState } from "./live-state.ts";
export { DEFAULT_IMAGE, type KubernetesOptions } from "./options.ts";
export { permissionsLacking } from "./preflight.ts";
export type { Environment } from "./proxy.ts";
