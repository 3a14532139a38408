/** Which cluster a command is for. */
export interface ClusterName {
  readonly context: string;
  readonly kubeconfig?: string | undefined;
}

/** A line that can be pasted into a shell: `kubectl --context NAME …`. */
export function kubectlLine(cluster: ClusterName, ...args: readonly string[]): string {
  return line(["kubectl", ...named(cluster), ...args]);
}

/** A line that can be pasted into a shell: `netverdict gc --context NAME …`. */
export function gcLine(cluster: ClusterName, ...args: readonly string[]): string {
  return line(["netverdict", "gc", ...named(cluster), ...args]);
}

function named({ context, kubeconfig }: ClusterName): readonly string[] {
  return ["--context", context, ...(kubeconfig === undefined ? [] : ["--kubeconfig", kubeconfig])];
}

function line(words: readonly string[]): string {
  return words.map(quoted).join(" ");
}

/** A word as a POSIX shell reads it back, whatever is in it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
