/** A path as seen from the folder of a file, with `.` and `..` resolved. */
export function resolvePath(fromFile: string, path: string): string {
  const folder = fromFile.slice(0, fromFile.lastIndexOf("/") + 1);
  const whole = path.startsWith("/") ? path : `${folder}${path}`;
  const root = whole.startsWith("/") ? "/" : "";
  const parts: string[] = [];
  for (const part of whole.split("/")) {
    const above = parts.at(-1);
    if (part === "" || part === "." || (part === ".." && root !== "" && above === undefined)) continue;
    if (part !== ".." || above === undefined || above === "..") parts.push(part);
    else parts.pop();
  }
  return `${root}${parts.join("/")}`;
}
