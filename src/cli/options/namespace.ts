import { oneLine } from "../../safe-text/index.ts";
import { InputError } from "../input-error.ts";

/** @throws InputError if a name cannot be a namespace's. */
export function checkedNamespace(name: string, flag = "--namespace"): string {
  if (/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) return name;
  throw new InputError(
    `${flag} ${oneLine(name)}: write up to 63 lower case letters, digits and "-", which is not at the ends`,
  );
}
