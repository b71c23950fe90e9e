import { existsSync } from "node:fs";
import { join } from "node:path";
import { makeTiedFolder, startTied } from "./tied-process.ts";

/** Makes PGlite's empty, migrated database of a first start; `url` is its folder. */
export async function makeEmptyDatabase(): Promise<{ readonly url: string }> {
	const folder = join((await makeTiedFolder("empty-database")).path, "database");
	// A process of its own, which frees its memory when it ends.
	const program = join(import.meta.dir, "processes/make-empty-database.ts");
	const maker = startTied([process.execPath, program, folder]);
	await maker.exited;
	if (!existsSync(folder)) throw new Error(`The database could not be made: ${maker.output()}`);
	return { url: folder };
}
