/**
 * A listener that cannot do harm: what it throws, at once or later where it is asynchronous, is lost, since its defect must
 * not leave a server half changed. Nobody waits for it.
 */
export function telling<Arguments extends readonly unknown[]>(
  listener: ((...args: Arguments) => unknown) | undefined,
): (...args: Arguments) => void {
  if (listener === undefined) return () => undefined;
  return (...args) => {
    const told = async () => {
      await listener(...args);
    };
    told().catch(() => undefined);
  };
}
