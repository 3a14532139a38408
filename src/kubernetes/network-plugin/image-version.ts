/** An image's name without registry's host, tag and digest: `calico/node`. */
export function imageName(image: string): string {
  const path = image.replace(/@.*$/, "").replace(/:[^/:]*$/, "");
  const [first = "", ...rest] = path.split("/");
  const isHost = rest.length > 0 && /[.:]|^localhost$/.test(first);
  return isHost ? rest.join("/") : path;
}

/**
 * The version that an image's tag tells: `3.28.5` of `v3.28.5`, `1.18.0-eksbuild.1`, `20240813-c6f155d6`. Undefined where the tag
 * is none, such as `latest` or a bare number.
 */
export function imageVersion(image: string): string | undefined {
  const tag = /:([^/:@]+)(?:@.*)?$/.exec(image)?.[1];
  const version = tag === undefined ? undefined : /^v?(\d+\.\d+.*|\d{8}.*)$/.exec(tag)?.[1];
  return version;
}
