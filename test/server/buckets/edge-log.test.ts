import { expect, test } from "bun:test";
import { mkdtempDisposable, truncate, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { createEdgeLog } from "../../../server/buckets/edge-log.ts";

const ID = "0123456789abcdef0123456789abcdef";

/** A line in the format of the site file's log. */
function line(width: number, status = 200): string {
	const request = `GET /media/${ID}/blue-hour.v1.jpg?width=${width} HTTP/2.0`;
	return `- - - [22/Nov/2026:10:11:12 +0000] "${request}" ${status} 9936 -\n`;
}

async function logFolder() {
	const folder = await mkdtempDisposable(join(tmpdir(), "widthwise-edge-log-"));
	const write = async (name: string, content: string | Uint8Array, hour: number) => {
		const path = join(folder.path, name);
		await writeFile(path, content);
		await utimes(path, hour * 3600, hour * 3600);
		return path;
	};
	return { folder, write };
}

test("the edge's log is counted by bucket, with its rotated files, and no others", async () => {
	const { folder, write } = await logFolder();
	await using _folder = folder;
	const path = await write("images.log", line(400) + line(401) + line(700) + line(400, 404), 9);
	await write("images.log.1", line(480), 8);
	await write("images.log.2.gz", gzipSync(line(2560)), 7);
	await write("errors.log", line(480), 7);
	const log = createEdgeLog({ path, buckets: [480, 800, 2560], now: () => 0 });
	expect(await log.read()).toEqual({
		sent: [
			{ bucket: 480, images: 3 },
			{ bucket: 800, images: 1 },
			{ bucket: 2560, images: 1 },
		],
		files: 3,
		isCut: false,
	});
});

test("the edge's log is read again after ten minutes", async () => {
	const { folder, write } = await logFolder();
	await using _folder = folder;
	const path = await write("images.log", line(400), 9);
	let now = 0;
	const log = createEdgeLog({ path, buckets: [480], now: () => now });
	await log.read();
	await writeFile(path, line(400) + line(400));
	expect((await log.read()).sent).toEqual([{ bucket: 480, images: 1 }]);
	now = 601_000;
	expect((await log.read()).sent).toEqual([{ bucket: 480, images: 2 }]);
});

test("of a large log only the newest files are read", async () => {
	const { folder, write } = await logFolder();
	await using _folder = folder;
	const path = await write("images.log", line(400), 9);
	// A sparse file: it takes no space, and is not read.
	const old = await write("images.log.1", line(400), 8);
	await truncate(old, 65_000_000);
	await utimes(old, 8 * 3600, 8 * 3600);
	const log = createEdgeLog({ path, buckets: [480], now: () => 0 });
	expect(await log.read()).toEqual({
		sent: [{ bucket: 480, images: 1 }],
		files: 1,
		isCut: true,
	});
});

test("an edge's log that is not there is named", async () => {
	const log = createEdgeLog({ path: "/nowhere/images.log", buckets: [480], now: () => 0 });
	await expect(log.read()).rejects.toMatchObject({
		code: "not-found",
		message: "Cannot read /nowhere/images.log: there is no such file",
	});
});
