import type { NodeObject } from "../api/api-types.ts";

/**
 * The image that pods are to have. One that was loaded into nodes by hand has a tag and no digest, and where that is done a pull
 * by digest could only fail: if every node has the tag and not the digest, the tag is meant.
 *
 * @param image - `name:tag@digest`.
 */
export function imageOnNodes(image: string, nodes: readonly NodeObject[]): string {
  const [tag = image, digest] = image.split("@");
  const byDigest = `${tag.replace(/:[^:/]*$/, "")}@${digest}`;
  const has = (name: string) => (node: NodeObject) =>
    node.status?.images?.some(({ names = [] }) => names.includes(name)) === true;
  const isLoaded = nodes.length > 0 && nodes.every(has(tag)) && !nodes.some(has(byDigest));
  return isLoaded ? tag : image;
}
