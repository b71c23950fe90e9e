/**
 * Lets clients work through a list at the same time: each takes the next item as soon as it is done.
 *
 * @param clients their number
 *
 * @example
 * await crowd(50, urls, (url) => tally.send(url));
 */
export async function crowd<T>(
	clients: number,
	items: readonly T[],
	work: (item: T, index: number) => Promise<unknown>,
): Promise<void> {
	const remaining = items.entries();
	async function client(): Promise<void> {
		for (const [index, item] of remaining) await work(item, index);
	}
	await Promise.all(Array.from({ length: clients }, client));
}
