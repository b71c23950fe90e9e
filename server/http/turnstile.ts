/** Resolves when it is the caller's turn; `null`: it is now. */
export type Turnstile = () => Promise<void> | null;

/**
 * Lets a few callers through in each turn of the event loop, in their order. What a crowd waits for comes
 * for all at once: without this, a thousand answers are written before anybody else's request is read.
 *
 * @param perTurn callers in one turn
 *
 * @example
 * const turnstile = createTurnstile(10);
 * await turnstile();
 */
export function createTurnstile(perTurn: number): Turnstile {
	const waiting: (() => void)[] = [];
	let passed = 0;
	let isOpen = false;

	function nextTurn(): void {
		passed = 0;
		for (const pass of waiting.splice(0, perTurn)) {
			passed++;
			pass();
		}
		isOpen = passed > 0;
		if (isOpen) setImmediate(nextTurn);
	}

	return () => {
		if (!isOpen) {
			isOpen = true;
			setImmediate(nextTurn);
		}
		if (passed < perTurn && waiting.length === 0) {
			passed++;
			return null;
		}
		return new Promise((resolve) => {
			waiting.push(resolve);
		});
	};
}
