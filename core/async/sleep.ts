/**
 * Resolves after a time, or as soon as the signal is aborted. The process stays alive until then.
 *
 * @param ms the time, in milliseconds
 *
 * @example
 * await sleep(backOff(failures, 250), cancelled);
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
