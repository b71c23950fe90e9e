import { afterAll, describe, expect, test } from "bun:test";
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Upload } from "@tus/server";
import type { Staging } from "../../../../server/uploads/resumable/staging.ts";
import { requires } from "../../../requirements.ts";
import { removeFolders, stagingKinds } from "./stagings.ts";

afterAll(removeFolders);

const OUTCOME = { photoId: "a".repeat(32), isKnown: false };

/** More than two S3 parts. */
const content = new Uint8Array(randomBytes(17_500_000));

async function begin(staging: Staging, size = content.length): Promise<string> {
	const id = randomBytes(16).toString("hex");
	const metadata = { filename: "Blaue Stunde über Köln.jpg" };
	await staging.begin(new Upload({ id, size, offset: 0, metadata }));
	return id;
}

/** Bytes as from a network, in chunks of odd sizes; may fail at the end. */
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

async function readAll(staging: Staging, id: string): Promise<Uint8Array> {
	const { upload } = (await staging.find(id)) ?? expect.unreachable();
	return staging.withFile(upload, async (path) => new Uint8Array(await readFile(path)));
}

requires("s3").test("the S3 staging is tested", () => {
	expect(stagingKinds.map(({ kind }) => kind)).toContain("S3");
});

describe.each(stagingKinds)("the $kind staging", ({ makeLocation }) => {
	test("finds an upload that was begun, and no other", async () => {
		const staging = await (await makeLocation())();
		const id = await begin(staging, 1234);
		expect(await staging.find(id)).toMatchObject({
			upload: { id, size: 1234, offset: 0, metadata: { filename: "Blaue Stunde über Köln.jpg" } },
			outcome: null,
		});
		expect(await staging.find("0".repeat(32))).toBeNull();
	});

	test("joins an upload's bytes in order, however they are split and whichever server receives them", async () => {
		const open = await makeLocation();
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
			expect(Buffer.compare(await readAll(server, id), content)).toBe(0);
		}
	});

	test("reads the first bytes", async () => {
		const staging = await (await makeLocation())();
		const id = await begin(staging);
		expect(await staging.firstBytes(id, 0)).toHaveLength(0);
		await write(staging, id, 0, 11);
		expect(await staging.firstBytes(id, 11)).toEqual(content.subarray(0, 11));
	});

	test.each([5_000_000, 12_345_678])(
		"stores the first %p bytes of a body that fails",
		async (count) => {
			const staging = await (await makeLocation())();
			const id = await begin(staging);
			const broken = body(0, count, new Error("Connection lost"));
			await expect(staging.write(id, 0, broken)).rejects.toThrow("Connection lost");
			expect(await offsetOf(staging, id)).toBe(count);
			await write(staging, id, count, content.length);
			expect(Buffer.compare(await readAll(staging, id), content)).toBe(0);
		},
	);

	test("tolerates two writers of the same bytes", async () => {
		const open = await makeLocation();
		const [one, two] = [await open(), await open()];
		const id = await begin(one);
		await write(one, id, 0, 5_000_000);
		// As if a lock was lost with its connection: one server continues late from an old offset.
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
		expect(Buffer.compare(await readAll(two, id), content)).toBe(0);
	});

	test("stores an empty file", async () => {
		const staging = await (await makeLocation())();
		const id = await begin(staging, 0);
		expect(await readAll(staging, id)).toHaveLength(0);
	});

	test("stores the outcome of an upload for all servers", async () => {
		const open = await makeLocation();
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

	test("removes an upload in any state", async () => {
		const open = await makeLocation();
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

	test("removes expired uploads, and no others", async () => {
		const open = await makeLocation();
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
