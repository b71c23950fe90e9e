import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMemoryStore, type Store } from "widthwise";
import { createFolderStore } from "widthwise/store/folder";

/** Makes empty stores of one kind. */
export type FreshStore = { readonly kind: string; make(): Store };

/** Both stores that need no service; `remove` deletes the folders made. */
export async function freshStores(): Promise<{
	readonly stores: readonly FreshStore[];
	remove(): Promise<void>;
}> {
	const root = await mkdtemp(join(tmpdir(), "widthwise-"));
	return {
		stores: [
			{ kind: "memory", make: createMemoryStore },
			{
				kind: "folder",
				make: () => createFolderStore({ folder: join(root, crypto.randomUUID()) }),
			},
		],
		remove: () => rm(root, { recursive: true }),
	};
}
