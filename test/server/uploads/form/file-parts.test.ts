import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { readFileParts } from "../../../../server/uploads/form/file-parts.ts";

const BOUNDARY = "----edge-of-the-form";

type File = { readonly field: string; readonly filename: string; readonly bytes: Buffer };

/** Bytes that resemble a delimiter, but do not contain one. */
const delimiterLike = fc
	.array(
		fc.oneof(
			fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
			fc
				.nat(BOUNDARY.length + 3)
				.map((length) => Buffer.from(`\r\n--${BOUNDARY}`.slice(0, length))),
			fc.constantFrom("\r", "\n", "--", "\r\n\r\n").map((text) => Buffer.from(text)),
		),
		{ maxLength: 12 },
	)
	.map((pieces) => Buffer.concat(pieces))
	.filter((bytes) => !bytes.includes(`\r\n--${BOUNDARY}`) && !bytes.includes(`--${BOUNDARY}`));

const file: fc.Arbitrary<File> = fc.record({
	field: fc.constantFrom("photos", "other"),
	filename: fc.constantFrom("a.jpg", "", "Blaue Stunde über Köln.jpg", "夜.png", "a; name=b.jpg"),
	bytes: delimiterLike,
});

function formOf(files: readonly File[], title = ""): Buffer {
	const parts = files.map(({ field, filename, bytes }) =>
		Buffer.concat([
			Buffer.from(
				`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${field}"; filename="${filename}"\r\nContent-Type: image/jpeg\r\n\r\n`,
			),
			bytes,
			Buffer.from("\r\n"),
		]),
	);
	const field = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="title"\r\n\r\n${title}\r\n`;
	return Buffer.concat([...parts, Buffer.from(`${field}--${BOUNDARY}--\r\n`)]);
}

/** Splits bytes into chunks at some positions; each chunk has its own buffer. */
async function* chunked(
	bytes: Uint8Array,
	positions: readonly number[],
): AsyncGenerator<Uint8Array> {
	const cuts = positions.map((position) => position % (bytes.length + 1)).sort((a, b) => a - b);
	let start = 0;
	for (const end of [...cuts, bytes.length]) {
		yield new Uint8Array(bytes).slice(start, end);
		start = end;
	}
}

/** Copies all bytes, each chunk as late as possible before the next one is requested. */
async function copyOf(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of body) {
		await Promise.resolve();
		chunks.push(Uint8Array.from(chunk));
	}
	return Buffer.concat(chunks);
}

async function read(source: AsyncIterable<Uint8Array>): Promise<readonly File[]> {
	const files: File[] = [];
	for await (const { field, filename, body } of readFileParts(source, BOUNDARY)) {
		files.push({ field, filename, bytes: await copyOf(body) });
	}
	return files;
}

async function readNatively(form: Uint8Array<ArrayBuffer>): Promise<readonly File[]> {
	const type = `multipart/form-data; boundary=${BOUNDARY}`;
	const data = await new Response(form, { headers: { "Content-Type": type } }).formData();
	const files: File[] = [];
	for (const [field, value] of data) {
		if (typeof value === "string") continue;
		files.push({ field, filename: value.name, bytes: Buffer.from(await value.arrayBuffer()) });
	}
	return files;
}

describe("the files of a form", () => {
	test("are those that were sent, wherever the network splits them", async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(file, { maxLength: 4 }),
				fc.array(fc.nat(), { maxLength: 30 }),
				async (files, positions) => {
					expect(await read(chunked(formOf(files), positions))).toEqual([...files]);
				},
			),
			{ numRuns: 300 },
		);
	});

	test("are those that were sent, even byte by byte", async () => {
		const files = [
			{
				field: "photos",
				filename: "a.jpg",
				bytes: Buffer.from(`\r\r\n--${BOUNDARY.slice(0, -1)}\r\n-`),
			},
			{ field: "photos", filename: "b.jpg", bytes: Buffer.alloc(0) },
		];
		const form = formOf(files, "text");
		expect(await read(chunked(form, [...form.keys()]))).toEqual(files);
	});

	test("are the same as those that the runtime's parser reads", async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(file, { maxLength: 4 }), async (files) => {
				const named = files.filter(({ filename }) => filename !== "");
				const form = new Uint8Array(formOf(named, "text"));
				expect(await read(chunked(form, []))).toEqual(await readNatively(form));
			}),
			{ numRuns: 100 },
		);
	});

	test.each([
		["6%22 print.jpg", '6" print.jpg'],
		["two%0D%0Alines%0a.jpg", "two\r\nlines\n.jpg"],
		["100%25 %2522 %41.jpg", "100%25 %2522 %41.jpg"],
	])("have the names that browsers escape: %s", async (escaped, filename) => {
		const bytes = Buffer.from("abc");
		const form = formOf([{ field: "photos", filename: escaped, bytes }]);
		expect(await read(chunked(form, []))).toEqual([{ field: "photos", filename, bytes }]);
	});

	test("cause an error if the form is cut off anywhere", async () => {
		const form = formOf([{ field: "photos", filename: "a.jpg", bytes: Buffer.from("abc") }], "x");
		const end = form.length - "\r\n".length;
		for (let length = 0; length < end; length++) {
			await expect(read(chunked(form.subarray(0, length), []))).rejects.toThrow();
		}
		expect(await read(chunked(form.subarray(0, end), []))).toHaveLength(1);
	});

	test("can be skipped or left in the middle, and the next one is complete", async () => {
		const files = ["first", "second", "third"].map((name) => ({
			field: "photos",
			filename: name,
			bytes: Buffer.from(name.repeat(50)),
		}));
		const seen: string[] = [];
		const form = formOf(files);
		for await (const { filename, body } of readFileParts(
			chunked(form, [300, 320, 500]),
			BOUNDARY,
		)) {
			if (filename === "first") continue;
			for await (const chunk of body) {
				seen.push(`${filename} ${chunk.length > 0}`);
				if (filename === "second") break;
			}
		}
		expect(new Set(seen)).toEqual(new Set(["second true", "third true"]));
	});

	test.each([
		["quotes with backslashes", 'filename="a \\"b\\" \\\\c.jpg"', 'a "b" \\c.jpg'],
		["a token", "filename=a.jpg", "a.jpg"],
		["the extended notation", "filename=\"x\"; filename*=UTF-8''na%C3%AFve.jpg", "naïve.jpg"],
		["a broken extended notation", "filename=\"x\"; filename*=UTF-8''%E0%A4%A", "x"],
		["an extended notation without a name", "filename=\"x\"; filename*=UTF-8''", "x"],
		["upper case", 'FILENAME="a.jpg"', "a.jpg"],
		["a folded line", '\r\n\tfilename="a.jpg"', "a.jpg"],
		["a backslash at the end", 'filename="a.jpg\\"', "a.jpg\\"],
		["a Windows path", 'filename="C:\\photos\\a.jpg"', "C:\\photos\\a.jpg"],
		["a line separator that HTTP does not know", 'filename="a\u2028b.jpg"', "a\u2028b.jpg"],
		["a token with spaces", "filename=a b.jpg ", "a b.jpg"],
	])("can be named by %s", async (_, parameter, filename) => {
		const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="photos"; ${parameter}\r\n\r\n`;
		const form = Buffer.from(`${head}x\r\n--${BOUNDARY}--`);
		expect(await read(chunked(form, []))).toMatchObject([{ field: "photos", filename }]);
	});

	test("with endless headers are refused after a few kilobytes", async () => {
		let sent = 0;
		async function* endless(): AsyncGenerator<Uint8Array> {
			yield Buffer.from(`--${BOUNDARY}\r\n`);
			for (; sent < 1000; sent++) yield Buffer.alloc(1000, "a");
		}
		await expect(read(endless())).rejects.toMatchObject({ code: "bad-request" });
		expect(sent).toBeLessThan(20);
	});

	test("free the memory of each chunk, unless it is part of a larger buffer", async () => {
		const form = formOf([{ field: "photos", filename: "a.jpg", bytes: Buffer.alloc(900, "x") }]);
		const all = new Uint8Array(form);
		const own = [0, 300, 600].map((start) => all.slice(start, start + 300));
		const rest = all.subarray(900);
		async function* mixed(): AsyncGenerator<Uint8Array> {
			for (const [i, chunk] of own.entries()) {
				yield chunk;
				expect(own.map(({ buffer }) => isGone(buffer))).toEqual(own.map((_, j) => j <= i));
			}
			yield rest;
		}
		const [file] = await read(mixed());
		expect(file?.bytes).toEqual(Buffer.alloc(900, "x"));
		expect(isGone(all.buffer)).toBe(false);
	});

	test("are found after a preamble", async () => {
		const files = [{ field: "photos", filename: "a.jpg", bytes: Buffer.from("abc") }];
		const form = Buffer.concat([Buffer.from("This is a form.\r\n"), formOf(files)]);
		for (let position = 0; position < 80; position++)
			expect(await read(chunked(form, [position]))).toEqual(files);
	});
});

function isGone(buffer: ArrayBufferLike): boolean {
	return buffer instanceof ArrayBuffer && buffer.detached;
}
