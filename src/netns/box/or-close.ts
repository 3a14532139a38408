/** Something that must be closed even when what was begun with it fails. */
interface Closable {
  close(): Promise<void>;
}

/** Does `work`. If that fails or is aborted, `resource` is closed before the reason is thrown. */
export async function orClose<T>(
  resource: Closable,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  const onAbort = () => {
    // Whoever awaits the closing below sees its failure.
    resource.close().catch(() => undefined);
  };
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    signal.throwIfAborted();
    const result = await work();
    signal.throwIfAborted();
    return result;
  } catch (error) {
    await resource.close();
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
