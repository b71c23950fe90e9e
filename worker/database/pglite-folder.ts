import fs from "node:fs";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { PGlite, postgresMod } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";
import { dataDir } from "@electric-sql/pglite-prepopulatedfs";

/**
 * Makes sure that a folder holds a database: if not, it unpacks a prebuilt empty one natively. PGlite's
 * own `initdb` takes 0.9 GB of memory for that, its own unpacking 0.4 GB.
 *
 * It unpacks beside the folder and renames, so a crash leaves all of the database or nothing.
 *
 * @example
 * await prepareFolder("data/database/postgres");
 */
export async function prepareFolder(folder: string): Promise<void> {
	if (fs.existsSync(join(folder, "PG_VERSION"))) return;
	const unpacked = `${folder}.new`;
	await rm(unpacked, { recursive: true, force: true });
	await new Bun.Archive(await dataDir()).extract(unpacked);
	await rename(unpacked, folder);
}

/**
 * PGlite's file system on a folder, made durable: PGlite's own ignores fsync, and so loses
 * acknowledged writes when the machine loses power. It lets the event loop turn after each statement.
 *
 * @example
 * const pglite = await PGlite.create({ fs: new DurableFolder(folder), startParams });
 */
export class DurableFolder extends NodeFS {
	/** How often something became durable: before a change is visible, its log is synced. */
	syncs = 0;

	override async init(
		pglite: PGlite,
		options: Partial<postgresMod.PostgresMod>,
	): Promise<{ emscriptenOpts: Partial<postgresMod.PostgresMod> }> {
		const { emscriptenOpts } = await super.init(pglite, options);
		const preRun = [
			...(emscriptenOpts.preRun ?? []),
			(module: postgresMod.PostgresMod) => this.#syncToDisk(module),
		];
		return { emscriptenOpts: { ...emscriptenOpts, preRun } };
	}

	/**
	 * Is awaited after each statement, or transaction, before the next one. PGlite works in this thread,
	 * and waits only for itself: without a turn of the event loop, all statements that are waiting would
	 * run before any request is answered.
	 */
	override async syncToFs(): Promise<void> {
		await setImmediate();
	}

	#syncToDisk(module: postgresMod.PostgresMod): void {
		const nodefs: NodeFolder = module.FS.filesystems.NODEFS;
		nodefs.stream_ops.fsync = ({ nfd, node }) => {
			this.syncs++;
			if (nfd === undefined) syncFolder(nodefs.realPath(node));
			else fs.fdatasyncSync(nfd);
			return 0;
		};
	}
}

/** The part of Emscripten's NODEFS that we add to. */
type NodeFolder = {
	readonly realPath: (node: object) => string;
	readonly stream_ops: { fsync?: (stream: NodeStream) => number };
};

/** An open file, or a folder, for which NODEFS has no descriptor. */
type NodeStream = { readonly nfd?: number; readonly node: object };

/** Makes changes to a folder's entries durable: files that were created, renamed or deleted. */
function syncFolder(path: string): void {
	const descriptor = fs.openSync(path, "r");
	try {
		fs.fsyncSync(descriptor);
	} finally {
		fs.closeSync(descriptor);
	}
}
