/**
 * Resolves after a time, or as soon as the signal is aborted. Keeps the process alive until then.
 *
 * @param ms milliseconds
 *
 * @example
 * await sleep(backOff(1, 50));
 */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		if (signal?.aborted) return resolve();
		const end = (): void => {
			clearTimeout(timer);
			signal?.removeEventListener("abort", end);
			resolve();
		};
		const timer = setTimeout(end, ms);
		signal?.addEventListener("abort", end);
	});
}
