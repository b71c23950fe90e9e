import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Store } from "widthwise";
import type { LocalFile } from "widthwise/store";
import { createS3Store } from "widthwise/store/s3";
import { within } from "../../patience.ts";
import { requires } from "../../requirements.ts";
import type { S3Service } from "../../services/s3.ts";
import { startOwnS3 } from "../../services/shared.ts";

const plain = { contentType: "text/plain" };
const bytes = new Uint8Array(30_000_000);
for (let i = 0; i < bytes.length; i++) bytes[i] = i * 31 + (i >> 12);

/** A file, and a promise that resolves when a third of it has been read. */
function watchedFile(): { readonly file: LocalFile; readonly thirdRead: Promise<void> } {
	const { promise: thirdRead, resolve } = Promise.withResolvers<void>();
	let offset = 0;
	const stream = () =>
		new ReadableStream<Uint8Array>({
			pull(controller) {
				const chunk = bytes.subarray(offset, offset + 65_536);
				offset += chunk.length;
				if (offset > bytes.length / 3) resolve();
				if (chunk.length > 0) controller.enqueue(chunk);
				else controller.close();
			},
		});
	return { thirdRead, file: { path: "/nowhere", size: bytes.length, stream } };
}

requires("s3").describe("an S3 store whose server restarts", () => {
	let s3: S3Service;
	let store: Store;
	const isComplete = async (key: string) => {
		const object = await store.get(key);
		return Buffer.compare((await object?.bytes()) ?? new Uint8Array(0), bytes) === 0;
	};

	beforeAll(async () => {
		s3 = await startOwnS3();
		store = createS3Store({ ...s3.connection, bucket: await s3.createBucket() });
		await store.put("large", bytes, plain);
	});
	afterAll(() => s3?.remove());

	test("between two requests goes on without an error", async () => {
		await Promise.all(Array.from({ length: 8 }, () => store.head("large")));
		await s3.restart();
		const heads = await Promise.all(Array.from({ length: 8 }, () => store.head("large")));
		expect(heads.map((info) => info?.size)).toEqual(heads.map(() => bytes.length));
		await s3.restart();
		expect(await store.put("small", bytes.subarray(0, 9), plain)).toBe(true);
	});

	test("during a download requests the rest and returns the right bytes", async () => {
		const reader = ((await store.get("large"))?.stream() ?? expect.unreachable()).getReader();
		const chunks = [(await reader.read()).value ?? expect.unreachable()];
		await s3.kill();
		await s3.start();
		for (let next = await reader.read(); !next.done; next = await reader.read()) {
			chunks.push(next.value);
		}
		expect(Buffer.compare(Buffer.concat(chunks), bytes)).toBe(0);
	});

	test("during an upload stores the whole object or nothing, and can repeat it", async () => {
		const { file, thirdRead } = watchedFile();
		const sent = store.put("sent", file, plain).catch((error: unknown) => error);
		await within("a third of the file has been read", thirdRead);
		await s3.kill();
		await s3.start();
		const result = await sent;
		if (result === true) {
			expect(await isComplete("sent")).toBe(true);
		} else {
			expect(result).toMatchObject({ code: "unavailable" });
			expect(await store.head("sent")).toBeNull();
		}
		await store.put("sent", bytes, plain);
		expect(await isComplete("sent")).toBe(true);
	});

	test("after its time limit rejects with unavailable, then works again", async () => {
		await s3.kill();
		await expect(store.get("large")).rejects.toMatchObject({ code: "unavailable" });
		await s3.start();
		expect(await isComplete("large")).toBe(true);
	});
});
