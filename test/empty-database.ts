import { cp } from "node:fs/promises";
import { join } from "node:path";
import { makeTiedFolder } from "./services/tied-process.ts";

/** Made once per process: unpacking and migrating take longer than most tests. */
let made: Promise<string> | undefined;

/** Copies the empty, migrated database of a first start into a folder. */
export async function copyEmptyDatabase(folder: string): Promise<void> {
	made ??= make();
	await cp(await made, folder, { recursive: true });
}

/** Makes the database in a process of its own, which frees its memory when it ends. */
async function make(): Promise<string> {
	const folder = join((await makeTiedFolder("empty-database")).path, "database");
	const maker = Bun.spawn([process.execPath, `${import.meta.dir}/make-empty-database.ts`, folder], {
		stdout: "ignore",
		stderr: "pipe",
	});
	const errors = await new Response(maker.stderr).text();
	if ((await maker.exited) !== 0) throw new Error(`The database could not be made: ${errors}`);
	return folder;
}
