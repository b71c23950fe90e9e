import { describe, expect, test } from "bun:test";
import { runInNewContext } from "node:vm";
import { type ByteInput, readBytes } from "../../../core/formats/bytes/read-bytes.ts";

const bytes = Uint8Array.of(1, 2, 3);

describe("readBytes reads", () => {
	test.each([
		["an array", bytes],
		["part of an array", Uint8Array.of(0, 1, 2, 3, 4).subarray(1, 4)],
		["a Buffer", Buffer.from(bytes)],
		["an ArrayBuffer", bytes.slice().buffer],
		["a Blob", new Blob([bytes])],
		["a File", new File([bytes], "photo.jpg")],
		["an array of another realm", runInNewContext("Uint8Array.of(1, 2, 3)")],
	])("%s", async (_, input: ByteInput) => {
		expect(await readBytes(input)).toEqual(bytes);
	});
});

describe("readBytes says what is wrong with", () => {
	test.each([
		["a path", "photo.jpg", "got a string: read the file first"],
		[
			"a response",
			new Response(bytes),
			"got an object of Response: pass what its arrayBuffer() resolves to",
		],
		["a promise", Promise.resolve(bytes), "got a Promise: await it first"],
		["a list", [1, 2, 3], "got an object of Array"],
		["nothing", undefined, "got undefined"],
	])("%s", async (_, input, end) => {
		// @ts-expect-error: JavaScript may pass anything
		await expect(readBytes(input)).rejects.toMatchObject({
			code: "invalid-argument",
			message: `The bytes of an image must be a Uint8Array, an ArrayBuffer or a Blob; ${end}`,
		});
	});
});
