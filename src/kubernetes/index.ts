/** Any cluster that a kubeconfig reaches. */
export type { DnsExamination, Examination } from "../agent/examination.ts";
export type { KubeconfigOptions } from "./api/kubeconfig.ts";
export type { Environment } from "./api/proxy.ts";
export { collectGarbage, type Garbage, type GarbageOptions, type Leftover } from "./gc.ts";
export type { PodExamination } from "./hosts/probe-host.ts";
export {
  type KubernetesCluster,
  type KubernetesClusterSession,
  kubernetesCluster,
} from "./kubernetes-cluster.ts";
export { ageText } from "./leftovers/age-text.ts";
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
export type { Known } from "./survey/known.ts";
export type { KubeProxy } from "./survey/kube-proxy.ts";
export type { ServedKind } from "./survey/read-policy-kinds.ts";
export { type Survey, type SurveyOptions, surveyCluster } from "./survey/survey.ts";
