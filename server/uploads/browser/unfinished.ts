const PREFIX = "widthwise-unfinished:";
const DAY_MS = 24 * 3600_000;

/** Names of files that were being sent when the page was left, oldest first. */
export type Unfinished = {
	names(): readonly string[];
	add(id: string, name: string): void;
	remove(id: string): void;
	clear(): void;
};

/**
 * Remembers in this browser what is under way, so that after a reload the page can say which files to
 * choose again; the server forgets unfinished uploads after a day, and so does this.
 *
 * @example
 * const unfinished = createUnfinished(localStorage);
 * unfinished.add("file-1", "Blue hour.jpg");
 */
export function createUnfinished(storage: Storage): Unfinished {
	const keys = (): readonly string[] =>
		Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? "").filter((key) =>
			key.startsWith(PREFIX),
		);
	return {
		names() {
			const found: { at: number; name: string }[] = [];
			for (const key of keys()) {
				const { at, name }: { at: number; name: string } = JSON.parse(storage.getItem(key) ?? "{}");
				if (Date.now() - at < DAY_MS) found.push({ at, name });
				else storage.removeItem(key);
			}
			return found.sort((first, second) => first.at - second.at).map(({ name }) => name);
		},
		add: (id, name) => storage.setItem(PREFIX + id, JSON.stringify({ at: Date.now(), name })),
		remove: (id) => storage.removeItem(PREFIX + id),
		clear() {
			for (const key of keys()) storage.removeItem(key);
		},
	};
}
