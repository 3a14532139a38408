import type { Labels } from "../../model/index.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { ApiList, NodeObject } from "../api/api-types.ts";
import { usableNodes } from "./placement.ts";

/** The nodes that take pods of ours. Throws ClusterError when there is none. */
export async function findNodes(
  api: ApiServer,
  nodeSelector: Labels,
  signal: AbortSignal,
): Promise<readonly NodeObject[]> {
  const { items } = await api.request<ApiList<NodeObject>>({ method: "GET", path: "/api/v1/nodes" }, signal);
  return usableNodes(items, nodeSelector);
}
