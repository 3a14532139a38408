/** The outside of a command: where it writes, and what it knows about that place. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
}

export interface OutputStream {
  readonly isTTY?: boolean;
  readonly columns?: number | undefined;
  /** From now on colours are meant; before, they are taken for an attack. */
  allowColors?(): void;
  write(text: string): unknown;
}
