/** A file's text, and its name in problems. */
export interface Source {
  readonly file: string;
  readonly text: string;
}
