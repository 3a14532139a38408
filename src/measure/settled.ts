export type Settled<T> = { readonly value: T } | { readonly error: Error };

/** The outcome of a promise as a value. */
export async function settled<T>(promise: Promise<T>): Promise<Settled<T>> {
  try {
    return { value: await promise };
  } catch (error) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }
}
