/** Any cluster that a kubeconfig reaches. */

export type { KubeconfigOptions } from "./api/kubeconfig.ts";
export type { Environment } from "./api/proxy.ts";
export { collectGarbage, type GarbageOptions } from "./gc.ts";
export { kubernetesCluster } from "./kubernetes-cluster.ts";
export { KUBERNETES_LIMITS } from "./limits.ts";
export { type LiveOptions, type LiveState, readLiveState } from "./live-state.ts";
export { findNetworkPlugins } from "./network-plugin/find-plugins.ts";
export {
  enforcerOf,
  type NetworkPlugin,
  type PluginDoubt,
  pluginText,
} from "./network-plugin/network-plugin.ts";
export { DEFAULT_IMAGE, type KubernetesOptions } from "./options.ts";
export { permissionsLacking } from "./permissions/preflight.ts";
