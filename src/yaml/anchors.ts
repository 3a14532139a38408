import { type Alias, type Document, isAlias, visit, type Node as YamlNode } from "yaml";
import { perObject } from "../system/per-object.ts";

/** The node of each alias in a document: the last before it that has the anchor. The library's own `resolve` looks through the whole document for each. */
export const anchorsOf = perObject((nodes: Document): ReadonlyMap<Alias, YamlNode> => {
  const byName = new Map<string, YamlNode>();
  const byAlias = new Map<Alias, YamlNode>();
  visit(nodes, {
    Node(_, node) {
      if (isAlias(node)) {
        const anchored = byName.get(node.source);
        if (anchored !== undefined) byAlias.set(node, anchored);
      } else if (typeof node.anchor === "string") byName.set(node.anchor, node);
    },
  });
  return byAlias;
});
