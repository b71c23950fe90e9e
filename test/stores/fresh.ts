import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMemoryStore, type Store } from "widthwise";
import { createFolderStore } from "widthwise/store/folder";
import { isExpected } from "../requirements.ts";
import { sharedS3, sharedWorkers } from "../services/shared.ts";
import { workersNeed } from "../services/workers/workers.ts";
import { isCi } from "../settings.ts";
import { S3_CLIENTS } from "./s3-clients.ts";

/** A kind of store, and a function that makes an empty one. */
export type FreshStore = { readonly kind: string; make(): Store };

/**
 * Returns all kinds of stores that can be tested on this machine; `remove` deletes their folders.
 */
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
			...(isExpected("s3") ? await s3Stores() : []),
			...(workersNeed.isMet || isCi ? [await r2Stores()] : []),
		],
		remove: () => rm(root, { recursive: true, force: true, maxRetries: 5 }),
	};
}

async function s3Stores(): Promise<readonly FreshStore[]> {
	const s3 = await sharedS3();
	const bucket = await s3.createBucket();
	return S3_CLIENTS.map(({ kind, open }) => ({
		kind,
		make: () => open({ ...s3.connection, bucket, prefix: crypto.randomUUID() }),
	}));
}

async function r2Stores(): Promise<FreshStore> {
	const workers = await sharedWorkers();
	return { kind: "R2", make: () => workers.store(crypto.randomUUID()) };
}
