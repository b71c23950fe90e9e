/**
 * Settles as some work does, or rejects with the signal's reason as soon as the signal is aborted.
 * Work does not start if the signal is aborted already; what it does later is ignored. Leaves no
 * listener on the signal.
 *
 * @param onAbort called when the signal is aborted before the work has ended; must not throw
 *
 * @example
 * const signal = AbortSignal.timeout(1000);
 * await abortable(signal, async () => 7); // 7
 */
export async function abortable<Result>(
	signal: AbortSignal | undefined,
	work: () => Promise<Result>,
	onAbort: () => void = () => {},
): Promise<Result> {
	if (!signal) return work();
	signal.throwIfAborted();
	return new Promise((resolve, reject) => {
		const abort = (): void => {
			onAbort();
			reject(signal.reason);
		};
		signal.addEventListener("abort", abort, { once: true });
		work()
			.finally(() => signal.removeEventListener("abort", abort))
			.then(resolve, reject);
	});
}
