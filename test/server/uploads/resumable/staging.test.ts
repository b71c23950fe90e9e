import { afterAll, describe, expect, test } from "bun:test";
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Upload } from "@tus/server";
import type { Staging } from "../../../../server/uploads/resumable/staging.ts";
import { requires } from "../../../requirements.ts";
import { removeFolders, stagingKinds } from "./stagings.ts";

afterAll(removeFolders);

const OUTCOME = { photoId: "a".repeat(32), isKnown: false };

/** More than two of S3's parts. */
const content = new Uint8Array(randomBytes(17_500_000));

async function begin(staging: Staging, size = content.length): Promise<string> {
	const id = randomBytes(16).toString("hex");
	const metadata = { filename: "Blaue Stunde über Köln.jpg" };
	await staging.begin(new Upload({ id, size, offset: 0, metadata }));
	return id;
}

/** Bytes as they come from a line, in chunks of odd sizes; afterwards it may break. */
async function* body(start: number, end: number, ending?: Error): AsyncGenerator<Uint8Array> {
	for (let at = start; at < end; at += 70_001) {
		yield content.subarray(at, Math.min(end, at + 70_001));
	}
	if (ending) throw ending;
}

const write = (staging: Staging, id: string, start: number, end: number) =>
	staging.write(id, start, body(start, end));

async function offsetOf(staging: Staging, id: string): Promise<number | undefined> {
	return (await staging.find(id))?.upload.offset;
}

async function wholeBytes(staging: Staging, id: string): Promise<Uint8Array> {
	const { upload } = (await staging.find(id)) ?? expect.unreachable();
	return staging.withFile(upload, async (path) => new Uint8Array(await readFile(path)));
}

requires("s3").test("S3 is among the stagings that are tested", () => {
	expect(stagingKinds.map(({ kind }) => kind)).toContain("S3");
});

describe.each(stagingKinds)("the $kind staging", ({ makePlace }) => {
	test("knows what was begun, and nothing else", async () => {
		const staging = await (await makePlace())();
		const id = await begin(staging, 1234);
		expect(await staging.find(id)).toMatchObject({
			upload: { id, size: 1234, offset: 0, metadata: { filename: "Blaue Stunde über Köln.jpg" } },
			outcome: null,
		});
		expect(await staging.find("0".repeat(32))).toBeNull();
	});

	test("puts bytes together as they came, however they were cut, whichever server took them", async () => {
		const open = await makePlace();
		const servers = [await open(), await open()];
		const id = await begin(await open());
		const ends = [1, 20, 3_000_000, 8_000_000, 8_000_001, 16_000_000, 17_499_999, content.length];
		let offset = 0;
		for (const [i, end] of ends.entries()) {
			const server = servers[i % 2] ?? expect.unreachable();
			expect(await offsetOf(server, id)).toBe(offset);
			expect(await write(server, id, offset, end)).toBe(end);
			offset = end;
		}
		for (const server of servers) {
			expect(await offsetOf(server, id)).toBe(content.length);
			expect(Buffer.compare(await wholeBytes(server, id), content)).toBe(0);
		}
	});

	test("gives the first bytes back", async () => {
		const staging = await (await makePlace())();
		const id = await begin(staging);
		expect(await staging.firstBytes(id, 0)).toHaveLength(0);
		await write(staging, id, 0, 11);
		expect(await staging.firstBytes(id, 11)).toEqual(content.subarray(0, 11));
	});

	test.each([5_000_000, 12_345_678])("keeps %p bytes of a body that breaks off", async (count) => {
		const staging = await (await makePlace())();
		const id = await begin(staging);
		const broken = body(0, count, new Error("The line is dead"));
		await expect(staging.write(id, 0, broken)).rejects.toThrow("The line is dead");
		expect(await offsetOf(staging, id)).toBe(count);
		await write(staging, id, count, content.length);
		expect(Buffer.compare(await wholeBytes(staging, id), content)).toBe(0);
	});

	test("bears two writers of the same bytes", async () => {
		const open = await makePlace();
		const [one, two] = [await open(), await open()];
		const id = await begin(one);
		await write(one, id, 0, 5_000_000);
		// As if a lock was lost with its connection: one goes on late from what it saw long ago.
		const { promise: isLate, resolve: beLate } = Promise.withResolvers<void>();
		async function* lateBody() {
			yield* body(5_000_000, 6_000_000);
			await isLate;
			yield* body(6_000_000, 9_000_000);
		}
		const late = one.write(id, 5_000_000, lateBody());
		await write(two, id, 5_000_000, 16_100_000);
		beLate();
		await late;
		const offset = (await offsetOf(two, id)) ?? expect.unreachable();
		expect(offset).toBeWithin(16_000_000, 16_100_001);
		await write(two, id, offset, content.length);
		expect(Buffer.compare(await wholeBytes(two, id), content)).toBe(0);
	});

	test("hands out an empty file, too", async () => {
		const staging = await (await makePlace())();
		const id = await begin(staging, 0);
		expect(await wholeBytes(staging, id)).toHaveLength(0);
	});

	test("remembers what became of an upload, for all servers", async () => {
		const open = await makePlace();
		const staging = await open();
		const id = await begin(staging);
		await write(staging, id, 0, content.length);
		const { upload } = (await staging.find(id)) ?? expect.unreachable();
		await staging.finish(upload, OUTCOME);
		const found = await (await open()).find(id);
		expect(found).toMatchObject({
			upload: { size: content.length, offset: content.length, metadata: upload.metadata },
			outcome: OUTCOME,
		});
	});

	test("forgets", async () => {
		const open = await makePlace();
		const [one, two] = [await open(), await open()];
		for (const count of [0, 100, 9_000_000, content.length]) {
			const id = await begin(one);
			await write(one, id, 0, count);
			expect(await offsetOf(two, id)).toBe(count);
			await two.remove(id);
			expect(await one.find(id)).toBeNull();
			await one.remove(id);
		}
	});

	test("forgets what is old, and nothing that is not", async () => {
		const open = await makePlace();
		const [patient, impatient] = [await open(), await open(-2000)];
		const ids: string[] = [];
		for (const count of [0, 100, 9_000_000, content.length]) {
			const id = await begin(patient);
			await write(patient, id, 0, count);
			ids.push(id);
		}
		await patient.removeExpired();
		for (const id of ids) expect(await offsetOf(patient, id)).toBeGreaterThanOrEqual(0);
		await impatient.removeExpired();
		for (const id of ids) expect(await patient.find(id)).toBeNull();
	});
});
