import { beforeAll, describe, expect, test } from "bun:test";
import { PART_BYTES } from "../../../../server/uploads/resumable/s3-parts.ts";
import { until } from "../../../patience.ts";
import type { RunningServer } from "../../../running-server.ts";
import { TOKEN } from "../../../server-environment.ts";
import { upload } from "../../client.ts";
import { drawn } from "../../drawn-photos.ts";
import { settled } from "../../photo-events.ts";
import { openConnection } from "../../raw-http.ts";
import { MAX_FILE_BYTES, type StagingServer } from "./staging-servers.ts";
import {
	create,
	created,
	heavy,
	idIn,
	offsetOf,
	patch,
	patchHead,
	photoIdOf,
	send,
	tus,
} from "./tus.ts";

const UNKNOWN = `/api/uploads/${"0".repeat(32)}`;

/** Tests what a server does with the owner's uploads. */
export function testProtocol(started: () => StagingServer): void {
	let server: RunningServer;
	let staged: StagingServer["staged"];
	beforeAll(() => {
		({ server, staged } = started());
	});

	describe("the tus protocol", () => {
		test("announces its version, extensions and size limit to everyone", async () => {
			const response = await fetch(`${server.url}/api/uploads`, { method: "OPTIONS" });
			expect(response.status).toBe(204);
			expect(response.headers.get("tus-version")).toBe("1.0.0");
			expect(response.headers.get("tus-max-size")).toBe(String(MAX_FILE_BYTES));
			expect(response.headers.get("tus-extension")?.split(",").sort()).toEqual([
				"creation",
				"creation-with-upload",
				"expiration",
				"termination",
			]);
			expect(response.headers.get("access-control-allow-origin")).toBeNull();
		});

		test("makes a photo of a file in three parts", async () => {
			const bytes = heavy(1, 300_000);
			const response = await create(server, bytes.length, { filename: "Blaue Stunde.jpg" });
			expect(response.status).toBe(201);
			expect(Date.parse(response.headers.get("upload-expires") ?? "")).toBeGreaterThan(Date.now());
			const path = response.headers.get("location") ?? "";
			expect(path).toMatch(/^\/api\/uploads\/[0-9a-f]{32}$/);
			const ends = [100, 200_000, bytes.length];
			let offset = 0;
			for (const end of ends) {
				expect(await offsetOf(server, path)).toBe(offset);
				const part = await patch(server, path, offset, bytes.subarray(offset, end));
				expect(part.status).toBe(204);
				expect(part.headers.get("upload-offset")).toBe(String(end));
				expect(part.headers.get("photo-id") !== null).toBe(end === bytes.length);
				offset = end;
			}
			const head = await tus(server, "HEAD", path);
			expect(head.headers.get("upload-length")).toBe(String(bytes.length));
			expect(head.headers.get("upload-offset")).toBe(String(bytes.length));
			expect(head.headers.get("cache-control")).toBe("no-store");
			const id = head.headers.get("photo-id") ?? "";
			const [published] = await settled(server, [id]);
			expect(published).toMatchObject({ status: "published", filename: "Blaue Stunde.jpg" });
		});

		test("recognises a known photo", async () => {
			const first = await send(server, "one.jpg", drawn(2));
			const second = await send(server, "two.jpg", drawn(2));
			expect(first.headers.get("photo-known")).toBeNull();
			expect(second.headers.get("photo-known")).toBe("1");
			expect(second.headers.get("photo-id")).toBe(first.headers.get("photo-id"));
		});

		test("makes one photo of two simultaneous uploads of the same file", async () => {
			const bytes = heavy(3, 500_000);
			const [first, second] = await Promise.all([
				created(server, bytes.length, "tab 1.jpg"),
				created(server, bytes.length, "tab 2.jpg"),
			]);
			expect(first).not.toBe(second);
			const answers = await Promise.all(
				[first, second].map((path) => patch(server, path, 0, bytes)),
			);
			expect(answers.map(({ status }) => status)).toEqual([204, 204]);
			const known = answers.map(({ headers }) => headers.get("photo-known"));
			expect(known.filter((value) => value === "1")).toHaveLength(1);
		});

		test("answers a wrong offset with 409, and loses nothing", async () => {
			const bytes = drawn(4);
			const path = await created(server, bytes.length, "order.jpg");
			expect((await patch(server, path, 0, bytes.subarray(0, 500))).status).toBe(204);
			for (const offset of [0, 499, 501]) {
				expect((await patch(server, path, offset, bytes.subarray(offset))).status).toBe(409);
			}
			expect(await offsetOf(server, path)).toBe(500);
			const last = await patch(server, path, 500, bytes.subarray(500));
			expect(last.headers.get("photo-id")).not.toBeNull();
		});

		test("answers invalid requests with 4xx", async () => {
			const path = await created(server, 100, "a.jpg");
			const plain = await fetch(server.url + path, {
				method: "HEAD",
				headers: { Authorization: `Bearer ${TOKEN}` },
			});
			expect(plain.status).toBe(412);
			expect((await tus(server, "POST", "/api/uploads")).status).toBe(400);
			const length = { "Upload-Length": "-1" };
			expect((await tus(server, "POST", "/api/uploads", length)).status).toBe(400);
			const bytes = drawn(5);
			const wrongType = { "Upload-Offset": "0", "Content-Type": "image/jpeg" };
			expect((await tus(server, "PATCH", path, wrongType, bytes)).status).toBe(400);
		});

		test("continues an upload whose client reconnects while the old connection is still open", async () => {
			const bytes = heavy(6, PART_BYTES + 1_000_000);
			const sent = PART_BYTES + 500_000;
			const path = await created(server, bytes.length, "stairs.jpg");
			const connection = await openConnection(server);
			connection.send(patchHead(path, bytes.length));
			connection.send(bytes.subarray(0, sent));
			const { stored } = started();
			await until("a part is stored", async () => (await stored(idIn(path))) >= PART_BYTES);
			const offset = await offsetOf(server, path);
			expect(offset).toBeWithin(PART_BYTES, sent + 1);
			const last = await patch(server, path, offset, bytes.subarray(offset));
			expect(last.headers.get("photo-id")).toBe(photoIdOf(bytes));
			connection.destroy();
		});

		test("cancels an upload", async () => {
			const path = await created(server, 1000, "mistake.jpg");
			expect((await tus(server, "DELETE", path)).status).toBe(204);
			expect((await tus(server, "HEAD", path)).status).toBe(404);
			expect((await staged()).join()).not.toContain(idIn(path));
		});

		test("answers unknown uploads and invalid ids with 404", async () => {
			for (const path of [UNKNOWN, "/api/uploads/..%2Fowner-token", "/api/uploads/x%00"]) {
				expect([path, (await tus(server, "HEAD", path)).status]).toEqual([path, 404]);
				expect([path, (await patch(server, path, 0, drawn(1))).status]).toEqual([path, 404]);
			}
		});
	});

	test("keep the order in which photos were chosen, whichever arrives first", async () => {
		const chosen = String(Date.now());
		const names = ["third", "first", "second"];
		const places: Readonly<Record<string, string>> = { first: "0", second: "1", third: "2" };
		for (const [i, filename] of names.entries()) {
			const bytes = drawn(20 + i);
			const fields = { filename, chosen, place: places[filename] ?? "" };
			const response = await create(server, bytes.length, fields);
			await patch(server, response.headers.get("location") ?? "", 0, bytes);
		}
		await upload(server, ["after.jpg", drawn(30)]);
		const response = await fetch(`${server.url}/api/photos?limit=4`, {
			headers: { Authorization: `Bearer ${TOKEN}` },
		});
		const { photos }: { photos: { filename: string }[] } = await response.json();
		expect(photos.map(({ filename }) => filename)).toEqual([
			"after.jpg",
			"first",
			"second",
			"third",
		]);
	});
}
