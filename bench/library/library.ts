import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { probeImage } from "widthwise";
import { outputFormat } from "widthwise/internal";
import { cutSize, uprightSize } from "widthwise/photo";
import { startJudge } from "../harness/judge.ts";
import { createProgress } from "../harness/progress.ts";
import { installRivals } from "../harness/rivals.ts";
import type { Table } from "../harness/table.ts";
import { contendersInChromium } from "./browser-contenders.ts";
import type { Job } from "./contender.ts";
import { libraryTables } from "./findings.ts";
import { measureContenders } from "./measure.ts";
import { oursOnNode, rivalsOnNode } from "./node-contenders.ts";
import { installLibrary, packLibrary } from "./packed-library.ts";

const ROUNDS = { rounds: 7, nextPictures: 5 } as const;
const WIDTH = 400;

/**
 * Compares `resize` of the packed library with sharp, jSquash and the browser's canvas: the same photo
 * to the same size, format and quality, with and without the start, and the memory and the installed
 * packages.
 *
 * @example
 * for (const table of await measureLibrary(photo)) console.log(formatTable(table));
 */
export async function measureLibrary(photo: Uint8Array): Promise<readonly Table[]> {
	installRivals();
	await using started = new AsyncDisposableStack();
	const folder = started.use(await mkdtempDisposable(join(tmpdir(), "widthwise-library-")));
	const judge = started.use(startJudge());
	const progress = createProgress();
	progress.show("library: building and installing it");
	const library = await installLibrary(folder.path, await packLibrary(folder.path));
	const job = await writeJob(photo, folder.path, WIDTH);
	const contenders = [
		...(await rivalsOnNode()),
		...(await oursOnNode(library)),
		...(await contendersInChromium(job.source, library)),
	];
	const found = await measureContenders(contenders, job, ROUNDS, { judge, progress });
	progress.done();
	return libraryTables(`${formatOf(photo)} to ${WIDTH} px, WebP of quality ${job.quality}`, found);
}

/**
 * Writes a photo and describes its picture.
 *
 * @param width of the picture, in pixels
 *
 * @example
 * const job = await writeJob(photo, "/tmp/empty", 400);
 */
export async function writeJob(photo: Uint8Array, folder: string, width: number): Promise<Job> {
	const source = join(folder, "photo");
	await Bun.write(source, photo);
	const size = cutSize(uprightSize(await probeImage(photo)), width);
	const { quality } = outputFormat("webp");
	return { source, output: join(folder, "picture"), ...size, format: "webp", quality };
}

function formatOf(photo: Uint8Array): string {
	return `a photo of ${(photo.length / 1e6).toFixed(1)} MB`;
}
