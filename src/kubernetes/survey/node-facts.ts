import type { Labels } from "../../model/index.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { ApiList, NodeObject } from "../api/api-types.ts";
import { objectionTo } from "../nodes/placement.ts";

/** A node as far as probes are concerned. `unusable`: why it takes no pods of ours, as a clause. */
export interface SurveyedNode {
  readonly name: string;
  readonly kubelet: string;
  readonly kernel: string;
  readonly unusable?: string;
}

export async function readNodes(
  api: ApiServer,
  nodeSelector: Labels,
  signal: AbortSignal,
): Promise<readonly SurveyedNode[]> {
  const { items } = await api.request<ApiList<NodeObject>>({ method: "GET", path: "/api/v1/nodes" }, signal);
  return items.map((node) => {
    const { kubeletVersion = "", kernelVersion = "" } = node.status?.nodeInfo ?? {};
    const unusable = objectionTo(node, nodeSelector);
    return {
      name: node.metadata.name,
      kubelet: kubeletVersion,
      kernel: kernelVersion,
      ...(unusable === undefined ? {} : { unusable }),
    };
  });
}
