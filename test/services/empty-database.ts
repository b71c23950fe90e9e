import { join } from "node:path";
import { makeTiedFolder } from "./tied-process.ts";

/** Makes PGlite's empty, migrated database of a first start; `url` is its folder. */
export async function makeEmptyDatabase(): Promise<{ readonly url: string }> {
	const folder = join((await makeTiedFolder("empty-database")).path, "database");
	// A process of its own, which frees its memory when it ends.
	const program = join(import.meta.dir, "processes/make-empty-database.ts");
	const maker = Bun.spawn([process.execPath, program, folder], {
		stdout: "ignore",
		stderr: "pipe",
	});
	const errors = await new Response(maker.stderr).text();
	if ((await maker.exited) !== 0) throw new Error(`The database could not be made: ${errors}`);
	return { url: folder };
}
