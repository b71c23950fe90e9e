const PREFIX = "widthwise-unfinished:";
const DAY_MS = 24 * 3600_000;

/** Uploads that were unfinished when the page was left. */
export type Unfinished = {
	/** The files' names, oldest upload first. */
	fileNames(): readonly string[];
	add(id: string, name: string): void;
	remove(id: string): void;
	clear(): void;
};

/**
 * Remembers unfinished uploads in this browser, so that the page can list the files to choose again
 * after a reload. Entries expire after a day, like unfinished uploads on the server.
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
		fileNames() {
			const entries: { at: number; name: string }[] = [];
			for (const key of keys()) {
				const { at, name }: { at: number; name: string } = JSON.parse(storage.getItem(key) ?? "{}");
				if (Date.now() - at < DAY_MS) entries.push({ at, name });
				else storage.removeItem(key);
			}
			return entries.sort((first, second) => first.at - second.at).map(({ name }) => name);
		},
		add: (id, name) => storage.setItem(PREFIX + id, JSON.stringify({ at: Date.now(), name })),
		remove: (id) => storage.removeItem(PREFIX + id),
		clear() {
			for (const key of keys()) storage.removeItem(key);
		},
	};
}
