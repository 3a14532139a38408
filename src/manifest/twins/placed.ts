/** An object whose namespace is known. */
export type Placed<T extends { readonly namespace: string | undefined }> = Omit<T, "namespace"> & {
  readonly namespace: string;
};

/** Objects that name no namespace, put into one. */
export function placedIn<T extends { readonly namespace: string | undefined }>(
  objects: readonly T[],
  otherwise: string,
): readonly Placed<T>[] {
  return objects.map((object) => ({ ...object, namespace: object.namespace ?? otherwise }));
}
