import type { Recogniser } from "../recogniser.ts";
import { antrea } from "./antrea.ts";
import { awsVpcCni } from "./aws-vpc-cni.ts";
import { azureCni, azureNpm } from "./azure.ts";
import { calico } from "./calico.ts";
import { cilium, gkeDataplaneV2 } from "./cilium.ts";
import { flannel } from "./flannel.ts";
import { kindnet } from "./kindnet.ts";
import { kubeNetworkPolicies } from "./kube-network-policies.ts";
import { kubeOvn } from "./kube-ovn.ts";
import { kubeRouter } from "./kube-router.ts";
import { multus } from "./multus.ts";
import { openshiftSdn } from "./openshift-sdn.ts";
import { ovnKubernetes } from "./ovn-kubernetes.ts";
import { weaveNet } from "./weave-net.ts";

/** Every network plugin that is recognised by what the cluster runs on its nodes; one more is a file here. */
export const RECOGNISERS: readonly Recogniser[] = [
  calico,
  cilium,
  gkeDataplaneV2,
  antrea,
  kubeRouter,
  kubeNetworkPolicies,
  kindnet,
  ovnKubernetes,
  kubeOvn,
  openshiftSdn,
  weaveNet,
  awsVpcCni,
  azureNpm,
  azureCni,
  flannel,
  multus,
];
