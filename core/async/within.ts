/**
 * Settles as `pending` does if it does so in time, else as `onLate` does. What `pending` does later is
 * ignored.
 *
 * @param ms the time, in milliseconds; the process stays alive for it
 * @param onLate called when the time is over; without it, the promise rejects with {@link noAnswer}
 *
 * @example
 * const count = await within(300, countFiles(), () => null);
 */
export async function within<Value>(
	ms: number,
	pending: Promise<Value>,
	onLate: () => Value | Promise<Value> = () => Promise.reject(noAnswer(ms)),
): Promise<Value> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const over = new Promise<void>((resolve) => {
		timer = setTimeout(resolve, ms);
	});
	try {
		return await Promise.race([pending, over.then(onLate)]);
	} finally {
		clearTimeout(timer);
	}
}

/**
 * The error of what has not answered in time.
 *
 * @param ms the time it had, in milliseconds
 *
 * @example
 * throw noAnswer(15_000);
 */
export function noAnswer(ms: number): Error {
	return new Error(`No answer within ${ms} ms`);
}
