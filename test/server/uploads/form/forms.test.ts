import { afterAll, describe, expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import { join } from "../../../containers/bytes.ts";
import { until } from "../../../patience.ts";
import { startNewServer } from "../../../running-server.ts";
import { asOwner, form, OWNER, photo, post, refusal, type UploadAnswer } from "../../client.ts";
import { cutOff, drawn } from "../../drawn-photos.ts";
import { FORM_END, openConnection, openForm, uploadHead } from "../../raw-http.ts";

const server = await startNewServer({ MAX_FILE_BYTES: "1000000" });
afterAll(server.remove);

const HEALTH = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
const temporaryFiles = (): Promise<string[]> => readdir(`${server.dataDir}/uploads`);
const untilNothingIsLeft = (): Promise<void> =>
	until("no file is left", async () => (await temporaryFiles()).length === 0);

async function filenames(): Promise<readonly string[]> {
	const response = await asOwner(server, "/api/photos?limit=200");
	const { photos }: { photos: { filename: string }[] } = await response.json();
	return photos.map(({ filename }) => filename);
}

function send(
	body: string | FormData | ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer>,
	headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
	return fetch(`${server.url}/api/photos`, {
		method: "POST",
		headers: { ...OWNER, ...headers },
		body,
	});
}

describe("an upload request is refused with 400 if it is", () => {
	const noFile = new FormData();
	noFile.append("title", "only text");
	test.each([
		["a form without a file", noFile, {}, /at least one file in the field photos/],
		[
			"a form with a file in another field",
			form([["a.jpg", drawn(1)]], "images"),
			{},
			/not images/,
		],
		["JSON", "{}", { "Content-Type": "application/json" }, /multipart\/form-data/],
		["a form without a boundary", "x", { "Content-Type": "multipart/form-data" }, /multipart/],
		["bytes without a content type", new Uint8Array(drawn(1)), {}, /multipart\/form-data/],
		["not a valid form", "x", { "Content-Type": "multipart/form-data; boundary=b" }, /again/],
	] as const)("%s", async (_, body, headers, message) => {
		const answer = await refusal(await send(body, headers));
		expect(answer).toMatchObject({ status: 400, code: "bad-request" });
		expect(answer.message).toMatch(message);
	});

	test("a request without a body", async () => {
		const response = await fetch(`${server.url}/api/photos`, { method: "POST", headers: OWNER });
		expect(await refusal(response)).toMatchObject({ status: 400, code: "bad-request" });
	});
});

describe("an unusual form", () => {
	test("with too many files is accepted, and the files above the limit are listed as refused", async () => {
		const rest = Array(1000).fill(["x.jpg", new Uint8Array(1)]);
		const body = join(openForm(["first.jpg", drawn(17)], ...rest), FORM_END);
		const type = /Content-Type: (.*)/.exec(uploadHead(0))?.[1] ?? "";
		const response = await send(new Uint8Array(body), { "Content-Type": type });
		expect(response.status).toBe(202);
		const { photos, rejected }: UploadAnswer = await response.json();
		expect(photos.map(({ filename }) => filename)).toEqual(["first.jpg"]);
		expect(rejected).toHaveLength(1000);
		expect(rejected.at(-1)?.message).toBe("Send at most 1000 files at once: the rest were skipped");
	});

	test("with a file in the wrong field is accepted without that file", async () => {
		const body = form([["right.jpg", drawn(2)]]);
		body.append("images", new File([new Uint8Array(drawn(3))], "wrong.jpg"));
		const response = await send(body);
		expect(response.status).toBe(202);
		const { photos, rejected }: UploadAnswer = await response.json();
		expect(photos.map(({ filename }) => filename)).toEqual(["right.jpg"]);
		expect(rejected).toMatchObject([{ filename: "wrong.jpg", code: "bad-request" }]);
	});

	test("with text fields and empty file inputs is accepted without them", async () => {
		const body = form([["one.jpg", drawn(4)]]);
		body.append("title", "text");
		body.append("photos", new File([], ""));
		const response = await send(body);
		expect(response.status).toBe(202);
		expect(await response.json()).toMatchObject({
			photos: [{ filename: "one.jpg" }],
			rejected: [],
		});
	});

	test("of unknown length, in small pieces, is accepted", async () => {
		const request = new Request("http://test/", {
			method: "POST",
			body: form([["slow.jpg", drawn(5)]]),
		});
		const type = request.headers.get("content-type") ?? "";
		const bytes = await request.bytes();
		let at = 0;
		const pieces = new ReadableStream<Uint8Array>({
			async pull(controller) {
				// Each in its own turn of the event loop, so that they are not sent together.
				await new Promise(setImmediate);
				controller.enqueue(bytes.subarray(at, at + 97));
				at += 97;
				if (at >= bytes.length) controller.close();
			},
		});
		expect((await send(pieces, { "Content-Type": type })).status).toBe(202);
	});
});

describe("an upload by someone other than the owner", () => {
	test("is refused before its body is read", async () => {
		using connection = await openConnection(server);
		connection.send(uploadHead(1e9, "Bearer not-the-owner-token"));
		expect(await connection.received(/\}\}$/)).toStartWith("HTTP/1.1 401 ");
	});

	test("leaves nothing behind", async () => {
		const body = form([["stranger.jpg", drawn(6)]]);
		const response = await fetch(`${server.url}/api/photos`, { method: "POST", body });
		expect(await refusal(response)).toMatchObject({ status: 401, code: "unauthorized" });
		expect(await filenames()).not.toContain("stranger.jpg");
	});
});

describe("a connection", () => {
	test("stays usable after a form with a file that is too large", async () => {
		const body = join(
			openForm(
				["before.jpg", drawn(7)],
				["large.jpg", join(drawn(8), new Uint8Array(3_000_000))],
				["after.jpg", drawn(9)],
			),
			FORM_END,
		);
		using connection = await openConnection(server);
		connection.send(uploadHead(body.length));
		connection.send(body);
		const answer = await connection.received(/\]\}$/);
		expect(answer).toStartWith("HTTP/1.1 202 ");
		expect(answer).toContain('"filename":"large.jpg","code":"file-too-large"');
		connection.send(HEALTH);
		expect(await connection.received(/"ok"/)).toStartWith("HTTP/1.1 200 ");
		expect(await filenames()).toEqual(expect.arrayContaining(["before.jpg", "after.jpg"]));
	});

	test("that is lost keeps the complete files and leaves nothing of the last one", async () => {
		const body = openForm(
			["whole 1.jpg", drawn(10)],
			["whole 2.jpg", drawn(11)],
			["cut.jpg", join(drawn(12), new Uint8Array(300_000))],
		);
		using connection = await openConnection(server);
		connection.send(uploadHead(10_000_000));
		connection.send(body.subarray(0, -1000));
		await until(
			"both complete photos are stored",
			async () => (await filenames()).filter((name) => /^whole/.test(name)).length === 2,
		);
		await until("the third has started", async () => (await temporaryFiles()).length === 1);
		connection.destroy();
		await untilNothingIsLeft();
		expect(await filenames()).not.toContain("cut.jpg");
	});

	test.each([
		["a photo", drawn(14)],
		["a refused file", new Uint8Array(200_000)],
	])("whose body is cut off in the middle of %s keeps the complete files", async (_, bytes) => {
		const complete = `complete with ${bytes.length}.jpg`;
		const files = [
			[complete, join(drawn(13), complete)],
			["cut.jpg", bytes],
		] as const;
		const body = openForm(...files).subarray(0, -100);
		using connection = await openConnection(server);
		connection.send(uploadHead(body.length));
		connection.send(body);
		const answer = await connection.received(/\}\}$/);
		expect(answer).toStartWith("HTTP/1.1 400 ");
		expect(answer).toContain("The upload was cut off: send it again");
		expect(await filenames()).toContain(complete);
		expect(await filenames()).not.toContain("cut.jpg");
		await untilNothingIsLeft();
	});

	test("that is lost repeatedly leaves nothing behind, and the server goes on", async () => {
		const body = openForm(["lost.jpg", cutOff(drawn(15, "jpeg", 400, 300))]);
		for (let part = 1; part < 20; part++) {
			using connection = await openConnection(server);
			connection.send(uploadHead(1e6));
			connection.send(body.subarray(0, (body.length * part) / 20));
			// Every other connection is closed while its bytes are still in transit.
			if (part % 2 === 0) {
				await until("the file has started", async () => (await temporaryFiles()).length > 0);
			}
		}
		await untilNothingIsLeft();
		const response = await post(server, ["found.jpg", drawn(16)]);
		const { photos }: UploadAnswer = await response.json();
		expect(await photo(server, photos[0]?.id ?? "")).toMatchObject({ filename: "found.jpg" });
	});
});
