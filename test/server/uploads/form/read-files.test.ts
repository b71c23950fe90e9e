import { expect, test } from "bun:test";
import { MAX_FILES, readFiles } from "../../../../server/uploads/form/read-files.ts";

function requestOf(names: readonly string[], size = 300_000): Request {
	const form = new FormData();
	for (const [i, name] of names.entries()) {
		form.append("photos", new File([new Uint8Array(size).fill(i + 1)], name));
	}
	return new Request("http://localhost/", { method: "POST", body: form });
}

/** Reads a body slowly; resolves to the sum of its bytes. */
async function sumSlowly(body: AsyncIterable<Uint8Array>): Promise<number> {
	let sum = 0;
	for await (const chunk of body) {
		// Enough turns of the event loop for anything else that could happen.
		for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
		for (const byte of chunk) sum += byte;
	}
	return sum;
}

test("a chunk stays valid until the next one is requested, however slow the handler is", async () => {
	const sums = await readFiles(requestOf(["a", "b", "c"]), (_field, _name, body) =>
		sumSlowly(body),
	);
	expect(sums).toEqual(
		[1, 2, 3].map((byte) => ({ status: "fulfilled", value: byte * 300_000 }) as const),
	);
});

test("the next file is read while the last one's handler is still busy", async () => {
	const { promise: third, resolve: thirdBegins } = Promise.withResolvers<void>();
	const results = await readFiles(requestOf(["a", "b", "c"]), async (_field, name, body) => {
		if (name === "c") thirdBegins();
		await sumSlowly(body);
		await third;
		return name;
	});
	expect(results.map((result) => result.status)).toEqual(["fulfilled", "fulfilled", "fulfilled"]);
});

test("a handler that fails at once, in the middle or at the end does not affect the others", async () => {
	const results = await readFiles(requestOf(["a", "b", "c", "d"]), async (_field, name, body) => {
		if (name === "a") throw new Error("not this one");
		if (name === "b") {
			for await (const _chunk of body) throw new Error("in the middle");
		}
		const sum = await sumSlowly(body);
		if (name === "c") throw new Error("at the end");
		return sum;
	});
	expect(results.map((result) => result.status)).toEqual([
		"rejected",
		"rejected",
		"rejected",
		"fulfilled",
	]);
	expect(results[3]).toEqual({ status: "fulfilled", value: 4 * 300_000 });
});

test("the boundary may be quoted and contain spaces", async () => {
	const boundary = "a b:c";
	const part = 'Content-Disposition: form-data; name="photos"; filename="x.jpg"';
	const body = `--${boundary}\r\n${part}\r\n\r\nabc\r\n--${boundary}--`;
	const headers = { "Content-Type": `multipart/form-data; charset=utf-8; boundary="${boundary}"` };
	const request = new Request("http://localhost/", { method: "POST", headers, body });
	const names = await readFiles(request, async (field, name) => `${field} ${name}`);
	expect(names).toEqual([{ status: "fulfilled", value: "photos x.jpg" }]);
});

test.each([
	"application/json",
	"multipart/form-data",
	"multipart/form-data; xboundary=a",
	"multipart/mixed; boundary=a",
])("a body of type %s is refused", async (type) => {
	const headers = { "Content-Type": type };
	const request = new Request("http://localhost/", { method: "POST", headers, body: "--a--" });
	await expect(readFiles(request, async () => 0)).rejects.toMatchObject({ code: "bad-request" });
});

test("files beyond the limit are not handled, and are reported once", async () => {
	const names = Array.from({ length: MAX_FILES + 5 }, (_, i) => `${i}.jpg`);
	let handled = 0;
	const results = await readFiles(requestOf(names, 1), async () => handled++);
	expect(handled).toBe(MAX_FILES);
	expect(results).toHaveLength(MAX_FILES + 1);
	expect(results.at(-1)).toMatchObject({ status: "rejected", reason: { code: "bad-request" } });
});
