/**
 * Settles as `pending` does, if in time, else as `onTimeout` does. What `pending` does later is
 * ignored.
 *
 * @param ms the time limit, in milliseconds; it keeps the process alive
 * @param onTimeout called when the time is over; by default the result rejects with a
 *   {@link timeoutError}
 *
 * @example
 * await within(1000, Promise.resolve(7)); // 7
 * await within(10, new Promise(() => {}), () => "late"); // "late"
 */
export async function within<Value>(
	ms: number,
	pending: Promise<Value>,
	onTimeout: () => Value | Promise<Value> = () => Promise.reject(timeoutError(ms)),
): Promise<Value> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const timeout = new Promise<void>((resolve) => {
		timer = setTimeout(resolve, ms);
	});
	try {
		return await Promise.race([pending, timeout.then(onTimeout)]);
	} finally {
		clearTimeout(timer);
	}
}

/**
 * Makes the error of a time limit that is over.
 *
 * @param ms the time limit, in milliseconds
 *
 * @example
 * timeoutError(15_000).message; // "No answer within 15000 ms"
 */
export function timeoutError(ms: number): Error {
	return new Error(`No answer within ${ms} ms`);
}
