import { cp } from "node:fs/promises";
import { join } from "node:path";
import { makeTiedFolder } from "./services/tied-process.ts";

/** Made once per process: unpacking and migrating take longer than all that most tests do with it. */
let made: Promise<string> | undefined;

/** Fills a folder with the empty, migrated database that a first start leaves in it. */
export async function copyEmptyDatabase(folder: string): Promise<void> {
	made ??= make();
	await cp(await made, folder, { recursive: true });
}

/** In a process of its own: what the database takes of memory is free again at its end. */
async function make(): Promise<string> {
	const folder = join((await makeTiedFolder("empty-database")).path, "database");
	const maker = Bun.spawn([process.execPath, `${import.meta.dir}/make-empty-database.ts`, folder], {
		stdout: "ignore",
		stderr: "pipe",
	});
	const words = await new Response(maker.stderr).text();
	if ((await maker.exited) !== 0) throw new Error(`The database could not be made: ${words}`);
	return folder;
}
