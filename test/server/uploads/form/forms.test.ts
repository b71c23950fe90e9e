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

describe("what is no upload is refused with 400", () => {
	const noFile = new FormData();
	noFile.append("title", "only words");
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
		["bytes of no type", new Uint8Array(drawn(1)), {}, /multipart\/form-data/],
		["a form that is none", "x", { "Content-Type": "multipart/form-data; boundary=b" }, /again/],
	] as const)("%s", async (_, body, headers, words) => {
		const answer = await refusal(await send(body, headers));
		expect(answer).toMatchObject({ status: 400, code: "bad-request" });
		expect(answer.message).toMatch(words);
	});

	test("no body", async () => {
		const response = await fetch(`${server.url}/api/photos`, { method: "POST", headers: OWNER });
		expect(await refusal(response)).toMatchObject({ status: 400, code: "bad-request" });
	});
});

describe("odd forms", () => {
	test("more files than are taken at once: the rest is named as refused", async () => {
		const rest = Array(1000).fill(["x.jpg", new Uint8Array(1)]);
		const body = join(openForm(["first.jpg", drawn(17)], ...rest), FORM_END);
		const type = /Content-Type: (.*)/.exec(uploadHead(0))?.[1] ?? "";
		const response = await send(new Uint8Array(body), { "Content-Type": type });
		expect(response.status).toBe(202);
		const { photos, rejected }: UploadAnswer = await response.json();
		expect(photos.map(({ filename }) => filename)).toEqual(["first.jpg"]);
		expect(rejected).toHaveLength(1000);
		expect(rejected.at(-1)?.message).toBe("Send at most 1000 files at once: the rest was left");
	});

	test("a file in the wrong field does not disturb the others", async () => {
		const body = form([["right.jpg", drawn(2)]]);
		body.append("images", new File([new Uint8Array(drawn(3))], "wrong.jpg"));
		const response = await send(body);
		expect(response.status).toBe(202);
		const { photos, rejected }: UploadAnswer = await response.json();
		expect(photos.map(({ filename }) => filename)).toEqual(["right.jpg"]);
		expect(rejected).toMatchObject([{ filename: "wrong.jpg", code: "bad-request" }]);
	});

	test("words beside the photos, and file inputs left empty, are ignored", async () => {
		const body = form([["one.jpg", drawn(4)]]);
		body.append("title", "words");
		body.append("photos", new File([], ""));
		const response = await send(body);
		expect(response.status).toBe(202);
		expect(await response.json()).toMatchObject({
			photos: [{ filename: "one.jpg" }],
			rejected: [],
		});
	});

	test("a body of unknown length, in small pieces", async () => {
		const whole = new Request("http://test/", {
			method: "POST",
			body: form([["slow.jpg", drawn(5)]]),
		});
		const type = whole.headers.get("content-type") ?? "";
		const bytes = await whole.bytes();
		let at = 0;
		const pieces = new ReadableStream<Uint8Array>({
			async pull(controller) {
				// Each in a turn of its own, so that they are not sent together.
				await new Promise(setImmediate);
				controller.enqueue(bytes.subarray(at, at + 97));
				at += 97;
				if (at >= bytes.length) controller.close();
			},
		});
		expect((await send(pieces, { "Content-Type": type })).status).toBe(202);
	});
});

describe("who is not the owner", () => {
	test("is refused before the body is read", async () => {
		using connection = await openConnection(server);
		connection.send(uploadHead(1e9, "Bearer not-the-owner-token"));
		expect(await connection.received(/\}\}$/)).toStartWith("HTTP/1.1 401 ");
	});

	test("leaves nothing, whatever they send", async () => {
		const body = form([["stranger.jpg", drawn(6)]]);
		const response = await fetch(`${server.url}/api/photos`, { method: "POST", body });
		expect(await refusal(response)).toMatchObject({ status: 401, code: "unauthorized" });
		expect(await filenames()).not.toContain("stranger.jpg");
	});
});

describe("a connection", () => {
	test("is usable after a file that was too large, in the middle of a form", async () => {
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

	test("that is lost: what arrived whole is kept, the rest leaves nothing", async () => {
		const body = openForm(
			["whole 1.jpg", drawn(10)],
			["whole 2.jpg", drawn(11)],
			["cut.jpg", join(drawn(12), new Uint8Array(300_000))],
		);
		using connection = await openConnection(server);
		connection.send(uploadHead(10_000_000));
		connection.send(body.subarray(0, -1000));
		await until(
			"both whole photos are kept",
			async () => (await filenames()).filter((name) => /^whole/.test(name)).length === 2,
		);
		await until("the third has begun", async () => (await temporaryFiles()).length === 1);
		connection.destroy();
		await untilNothingIsLeft();
		expect(await filenames()).not.toContain("cut.jpg");
	});

	test.each([
		["a photo", drawn(14)],
		["what was rejected already", new Uint8Array(200_000)],
	])("whose body ends in the middle of %s", async (_, bytes) => {
		const kept = `kept with ${bytes.length}.jpg`;
		const body = openForm([kept, join(drawn(13), kept)], ["cut.jpg", bytes]).subarray(0, -100);
		using connection = await openConnection(server);
		connection.send(uploadHead(body.length));
		connection.send(body);
		const answer = await connection.received(/\}\}$/);
		expect(answer).toStartWith("HTTP/1.1 400 ");
		expect(answer).toContain("The upload ended in the middle: send it again");
		expect(await filenames()).toContain(kept);
		expect(await filenames()).not.toContain("cut.jpg");
		await untilNothingIsLeft();
	});

	test("that is lost over and over leaves nothing behind, and the server up", async () => {
		const body = openForm(["lost.jpg", cutOff(drawn(15, "jpeg", 400, 300))]);
		for (let part = 1; part < 20; part++) {
			using connection = await openConnection(server);
			connection.send(uploadHead(1e6));
			connection.send(body.subarray(0, (body.length * part) / 20));
			// Every other one with its bytes still on their way.
			if (part % 2 === 0) {
				await until("the file has begun", async () => (await temporaryFiles()).length > 0);
			}
		}
		await untilNothingIsLeft();
		const response = await post(server, ["found.jpg", drawn(16)]);
		const { photos }: UploadAnswer = await response.json();
		expect(await photo(server, photos[0]?.id ?? "")).toMatchObject({ filename: "found.jpg" });
	});
});
