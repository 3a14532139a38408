/**
 * What an error of the Kubernetes client means, as a plain sentence: the client hands on those of the file system, of
 * child processes and of JSON as they are.
 */
export function clientErrorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, path, syscall = "" } = error as NodeJS.ErrnoException;
  if (syscall.startsWith("spawn")) return `the program '${path}' could not be started (${code})`;
  if (code === "ENOENT") return `the file ${path} does not exist`;
  if (code === "EACCES" || code === "EPERM") return `the file ${path} may not be read`;
  if (code === "EISDIR") return `${path ?? "what is named"} is a directory, not a file`;
  if (error instanceof SyntaxError) return `what should be JSON is not: ${error.message}`;
  if (error instanceof TypeError) return `something is missing or of another type (${error.message})`;
  return error.message.trim() || "the program that gives credentials failed and said nothing";
}
