import { afterAll, describe, expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import { join } from "../../../containers/bytes.ts";
import { header, chunk as pngChunk, SIGNATURE } from "../../../containers/png.ts";
import { until } from "../../../patience.ts";
import { startNewServer } from "../../../running-server.ts";
import { metric, photo, post, refusal, type UploadAnswer, upload } from "../../client.ts";
import { copies, cutOff, drawn } from "../../drawn-photos.ts";

const MAX_FILE_BYTES = 1_000_000;

const server = await startNewServer({
	MAX_FILE_BYTES: String(MAX_FILE_BYTES),
	MAX_PIXELS: "1000000",
});
afterAll(server.remove);

const TYPES = ["jpeg", "png", "webp", "gif", "avif"];
const good = drawn(0);
const text = new TextEncoder().encode("Dear diary, this is not a photo at all. ".repeat(20));
const tiff = join("II*\0", 8, 0, 0, 0, new Uint8Array(500));
const raw = join("II*\0", 16, 0, 0, 0, "CR", 2, 0, new Uint8Array(500));
const tooLarge = join(good, new Uint8Array(MAX_FILE_BYTES));
const bomb = join(
	SIGNATURE,
	header(30_000, 30_000),
	pngChunk("IDAT", Uint8Array.of(1)),
	pngChunk("IEND"),
);

/** Files that are refused: name, bytes, status if it is the only file, code, message. */
const BAD = [
	["empty.jpg", new Uint8Array(), 422, "empty-file", /empty/],
	[
		"notes.jpg",
		text,
		415,
		"not-an-image",
		/not an image.*JPEG, PNG, WebP, GIF, AVIF, HEIC and JPEG XL/,
	],
	["scan.tiff", tiff, 415, "unsupported-format", /TIFF is not supported.*JPEG/],
	["camera.cr2", raw, 415, "unsupported-format", /Raw files are not supported.*JPEG/],
	["huge.jpg", tooLarge, 413, "file-too-large", /at most 1 MB/],
	["bomb.png", bomb, 422, "too-many-pixels", /30000 by 30000.*at most 1\.0 megapixels/],
	...TYPES.map(
		(type) =>
			[
				`cut.${type}`,
				cutOff(drawn(9, type)),
				422,
				"truncated-file",
				/ends before its picture does/,
			] as const,
	),
] as const;

/** Unusual names: description, the name as sent, the stored name. */
const NAMES = [
	["a path", "../../etc/passwd", "passwd"],
	["an absolute path", "/etc/cron.d/evil.jpg", "evil.jpg"],
	["a Windows path", "C:\\x\\y.jpg", "y.jpg"],
	["accents and Chinese", "ünï 写真.jpg", "ünï 写真.jpg"],
	["punctuation", "100% a+b;c=d.jpg", "100% a+b;c=d.jpg"],
	["markup", "<b onclick=x>&.jpg", "<b onclick=x>&.jpg"],
	["control characters", "a\u0007b\u001bc\u202ed\u0000.jpg", "abcd.jpg"],
	["300 characters", `${"long".repeat(75)}.jpg`, "long".repeat(50)],
] as const;

describe("accepted files", () => {
	test("are acknowledged before they are decoded", async () => {
		const response = await post(server, ["Blue hour.jpg", drawn(1)]);
		expect(response.status).toBe(202);
		const { photos, rejected }: UploadAnswer = await response.json();
		expect(rejected).toEqual([]);
		expect(photos).toHaveLength(1);
		const hash = new Bun.CryptoHasher("sha256").update(drawn(1)).digest("hex");
		const id = hash.slice(0, 32);
		expect(photos[0]).toEqual({
			id,
			status: "received",
			filename: "Blue hour.jpg",
			url: `/media/${id}/photo.v1.jpg`,
		});
	});

	test("are recognised by their bytes, whatever their names say", async () => {
		const ids = await upload(
			server,
			...TYPES.map((type, i) => [`photo.${TYPES.at(i - 1)}`, drawn(2, type)] as const),
		);
		expect(new Set(ids).size).toBe(TYPES.length);
	});

	test("keep the form's order, with fifty at once", async () => {
		const files = copies(good, 50).map((bytes, i) => [`${i}.jpg`, bytes] as const);
		const response = await post(server, ...files);
		const { photos }: UploadAnswer = await response.json();
		expect(photos.map(({ filename }) => filename)).toEqual(files.map(([name]) => name));
		expect(new Set(photos.map(({ id }) => id)).size).toBe(50);
	});

	test("with the same bytes are one photo, with the first name", async () => {
		const bytes = drawn(3);
		const before = await metric(server, 'widthwise_uploads_total{outcome="known"}');
		const [id = ""] = await upload(server, ["first.jpg", bytes]);
		expect(await upload(server, ["2.jpg", bytes], ["3.jpg", bytes])).toEqual([id, id]);
		expect((await photo(server, id))?.filename).toBe("first.jpg");
		expect(await metric(server, 'widthwise_uploads_total{outcome="known"}')).toBe(before + 2);
	});

	test.each(NAMES)("may have a name with %s", async (description, name, filename) => {
		const [id = ""] = await upload(server, [name, join(good, `named ${description}`)]);
		const stored = await photo(server, id);
		expect(stored?.filename).toBe(filename);
	});
});

describe("refused files", () => {
	test.each(BAD)(
		"are answered with status and reason: %s",
		async (name, bytes, status, code, message) => {
			const response = await post(server, [name, bytes]);
			expect(response.status).toBe(status);
			const answer: UploadAnswer = await response.json();
			expect(answer.photos).toEqual([]);
			expect(answer.error?.code).toBe(code);
			expect(answer.error?.message).toMatch(message);
			expect(answer.rejected).toEqual([
				{ filename: name, code, message: answer.error?.message ?? "" },
			]);
		},
	);

	test("do not affect accepted ones in the same form", async () => {
		const before = await metric(server, 'widthwise_uploads_total{outcome="rejected"}');
		const mixed = BAD.flatMap(
			([name, bytes], i) =>
				[
					[`good ${i}.jpg`, drawn(100 + i)],
					[name, bytes],
				] as const,
		);
		const response = await post(server, ...mixed);
		expect(response.status).toBe(202);
		const answer: UploadAnswer = await response.json();
		expect(answer.error).toBeUndefined();
		expect(answer.photos.map(({ filename }) => filename)).toEqual(
			BAD.map((_, i) => `good ${i}.jpg`),
		);
		expect(answer.rejected.map(({ filename, code }) => [filename, code])).toEqual(
			BAD.map(([name, , , code]) => [name, code]),
		);
		expect(await metric(server, 'widthwise_uploads_total{outcome="rejected"}')).toBe(
			before + BAD.length,
		);
	});

	test("are answered with the first one's status", async () => {
		expect(await refusal(await post(server, ["a.jpg", text], ["b.jpg", tooLarge]))).toMatchObject({
			status: 415,
			code: "not-an-image",
		});
		expect(await refusal(await post(server, ["b.jpg", tooLarge], ["a.jpg", text]))).toMatchObject({
			status: 413,
			code: "file-too-large",
		});
	});

	test("leave nothing behind", async () => {
		// Leftovers of the store are removed while the response is sent.
		await until(
			"no file is left",
			async () => (await readdir(`${server.dataDir}/uploads`)).length === 0,
		);
	});
});
