import type fc from "fast-check";

/** Something that reads what users or strangers write. */
export interface Reader {
  readonly name: string;
  /** Characters are bytes if `binary`. */
  readonly binary?: boolean;
  readonly readsYaml?: boolean;
  readonly inputs: fc.Arbitrary<string>;
  /** Rejects with what is a defect: bad input has to be refused in words. */
  readonly read: (input: string) => void | Promise<void>;
}
