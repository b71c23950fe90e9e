import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { untilOnHomePage, upload } from "../harness/client.ts";
import { distinctCopy } from "../harness/photo.ts";
import { runWidthwise } from "../harness/processes.ts";
import { createRandom } from "../harness/random.ts";
import { runProgram } from "../harness/run-program.ts";

/** Years over which the photos were taken. */
const YEARS = 12;
const YEAR_MS = 365.25 * 24 * 3600_000;
const NEWEST = Date.UTC(2026, 10, 1);

/** Width and height of the photos, in pixels. */
const SHAPES = [
	[6000, 4000],
	[4000, 6000],
	[4032, 3024],
	[3840, 2160],
	[3000, 3000],
] as const;

/**
 * Writes a backup of many photos, as earlier versions did, without settings: copies of the record of a photo that was really published, taken at
 * times of their own over twelve years. Nothing of them is stored.
 *
 * @param path where to write it
 *
 * @example
 * await writeLargeCatalogue("/tmp/large.jsonl", photo, 50_000);
 */
export async function writeLargeCatalogue(
	path: string,
	photo: Uint8Array,
	count: number,
): Promise<void> {
	const record = await publishOne(photo);
	const random = createRandom(1);
	const writer = Bun.file(path).writer();
	for (let i = 0; i < count; i++) {
		const [width, height] = SHAPES[i % SHAPES.length] ?? SHAPES[0];
		const taken = new Date(NEWEST - random() * YEARS * YEAR_MS);
		const arrived = new Date(NEWEST + i * 1000).toISOString();
		const hash = new Bun.CryptoHasher("sha256").update(String(i)).digest("hex");
		writer.write(
			`${JSON.stringify({
				...record,
				...{ id: hash.slice(0, 32), filename: `DSC_${i}.jpg`, title: `Photo ${i}`, width, height },
				takenAt: taken.toISOString().slice(0, 19),
				...{ createdAt: arrived, updatedAt: arrived, publishedAt: arrived },
			})}\n`,
		);
		await writer.flush();
	}
	await writer.end();
}

/** Publishes a photo and returns its record, as it is in a backup. */
async function publishOne(photo: Uint8Array): Promise<object> {
	await using folder = await mkdtempDisposable(join(tmpdir(), "widthwise-bench-"));
	const file = join(folder.path, "one.jsonl");
	await using server = await runWidthwise();
	const [accepted] = await upload(server.url, [distinctCopy(photo, 0)]);
	await untilOnHomePage(server.url, accepted?.id ?? "");
	await runProgram(["worker/programs/backup.ts", file], { DATA_DIR: server.dataDir });
	const [, line = ""] = (await Bun.file(file).text()).split("\n");
	// Restoring computes these from the times.
	const { arrival: _arrival, archiveTime: _archiveTime, ...record } = JSON.parse(line);
	return record;
}
