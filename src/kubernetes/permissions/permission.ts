/** A right to do something with objects of a kind; `purpose` completes "to …". */
export interface Permission {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  /** The one object that may be meant; absent: all. */
  readonly name?: string;
  readonly purpose: string;
  /** What is done instead where it is lacking, as a sentence. Roles do not grant it; without this nothing is begun. */
  readonly without?: string;
}

/** `verb resource.group`, as in `create pods/exec`. */
export function permissionName(permission: Permission): string {
  return `${permission.verb} ${resourceName(permission)}${permission.group === "" ? "" : `.${permission.group}`}`;
}

/** As rules of roles call it: `pods/exec`. */
export function resourceName({ resource, subresource }: Permission): string {
  return subresource === undefined ? resource : `${resource}/${subresource}`;
}
