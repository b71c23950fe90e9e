import { beforeAll, describe, expect, test } from "bun:test";
import { until } from "../../../patience.ts";
import type { RunningServer } from "../../../running-server.ts";
import { TOKEN } from "../../../server-environment.ts";
import { metric, refusal } from "../../client.ts";
import { cutOff, drawn } from "../../drawn-photos.ts";
import { openConnection } from "../../raw-http.ts";
import { MAX_FILE_BYTES, type StagingServer } from "./staging-servers.ts";
import { create, created, heavy, idIn, offsetOf, patch, patchHead, tus } from "./tus.ts";

const UNKNOWN = `/api/uploads/${"0".repeat(32)}`;

/** Tests which uploads a server refuses. */
export function testRefusals(started: () => StagingServer): void {
	let server: RunningServer;
	let staged: StagingServer["staged"];
	beforeAll(() => {
		({ server, staged } = started());
	});

	describe("an upload", () => {
		test("by someone other than the owner is refused, and changes nothing", async () => {
			const path = await created(server, 1000, "mine.jpg");
			const visitor = { Authorization: "Bearer not-the-owner" };
			for (const [method, at] of [
				["POST", "/api/uploads"],
				["HEAD", path],
				["PATCH", path],
				["DELETE", path],
			] as const) {
				const response = await tus(server, method, at, visitor);
				expect([method, response.status]).toEqual([method, 401]);
			}
			expect(await offsetOf(server, path)).toBe(0);
		});

		test("from another site's page is refused, although the owner is signed in", async () => {
			const manual = { redirect: "manual" } as const;
			const signedIn = await fetch(`${server.url}/sign-in`, {
				...manual,
				method: "POST",
				body: new URLSearchParams({ token: TOKEN }),
			});
			const Cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
			const begin = (Origin: string) =>
				tus(server, "POST", "/api/uploads", {
					Authorization: "",
					Cookie,
					Origin,
					"Upload-Length": "1000",
				});
			expect((await begin("https://evil.example")).status).toBe(403);
			expect((await begin(server.url)).status).toBe(201);
		});

		test("of a file that is too large is refused by its length, or while it arrives", async () => {
			const answer = await refusal(await create(server, MAX_FILE_BYTES + 1));
			expect(answer).toMatchObject({ status: 413, code: "file-too-large" });
			expect(answer.message).toContain("at most 10 MB");
			const path = await created(server, 1000, "longer than it says.jpg");
			expect((await patch(server, path, 0, heavy(6, 5000))).status).toBe(413);
		});

		test.each([
			["is not an image", new TextEncoder().encode("Dear diary ".repeat(100)), 415, "not-an-image"],
			["is empty", new Uint8Array(), 422, "empty-file"],
			["is half a photo", cutOff(drawn(7)), 422, "truncated-file"],
		])("of a file that %s is refused", async (_, bytes, status, code) => {
			const before = await metric(server, 'widthwise_uploads_total{outcome="rejected"}');
			const begun = await create(server, bytes.length, { filename: "bad.jpg" });
			const path = begun.headers.get("location") ?? "";
			const last = bytes.length === 0 ? begun : await patch(server, path, 0, bytes);
			expect(await refusal(last)).toMatchObject({ status, code });
			expect((await tus(server, "HEAD", path || UNKNOWN)).status).toBe(404);
			const after = await metric(server, 'widthwise_uploads_total{outcome="rejected"}');
			expect(after).toBe(before + 1);
		});

		test("that uses an extension that is not supported is refused by its name", async () => {
			const path = await created(server, 1000, "a.jpg");
			for (const [method, at, header, value] of [
				["POST", "/api/uploads", "Upload-Defer-Length", "1"],
				["POST", "/api/uploads", "Upload-Concat", "partial"],
				["PATCH", path, "Upload-Checksum", "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0="],
			] as const) {
				const answer = await refusal(await tus(server, method, at, { [header]: value }));
				expect(answer).toMatchObject({ status: 501, code: "not-supported" });
				expect(answer.message).toContain("extension");
			}
			expect(await offsetOf(server, path)).toBe(0);
		});

		test("may be sent with other methods in X-HTTP-Method-Override", async () => {
			const bytes = drawn(8);
			const path = await created(server, bytes.length, "over.jpg");
			const over = (method: string, headers = {}, body?: Uint8Array) =>
				tus(server, "POST", path, { "X-HTTP-Method-Override": method, ...headers }, body);
			const at = { "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream" };
			expect((await over("PATCH", at, bytes.subarray(0, 100))).status).toBe(204);
			expect((await over("HEAD")).headers.get("upload-offset")).toBe("100");
			expect((await over("DELETE")).status).toBe(204);
			expect((await patch(server, path, 100, bytes.subarray(100))).status).toBe(404);
			expect((await over("HEAD")).status).toBe(404);
			expect(server.log()).not.toMatch(/status_code|exception/i);
		});

		test("of a file that is not an image is refused by its first bytes, before the rest arrives", async () => {
			const path = await created(server, MAX_FILE_BYTES, "film.jpg");
			const connection = await openConnection(server);
			connection.send(patchHead(path, MAX_FILE_BYTES));
			connection.send(new Uint8Array(100_000).fill(65));
			expect(await connection.received(/\}\}$/)).toMatch(/^HTTP\/1.1 415 [\s\S]*not-an-image/);
			connection.destroy();
			await until(
				"nothing is left of it",
				async () => !(await staged()).join().includes(idIn(path)),
			);
		});
	});
}
