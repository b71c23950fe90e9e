import { afterAll, expect, test } from "bun:test";
import { Upload } from "@tus/server";
import { createMemoryStore } from "widthwise";
import { openS3Staging } from "../../../../server/uploads/resumable/s3-staging.ts";
import { removeFolder, temporaryFolder } from "../../../temporary-folder.ts";

const folder = await temporaryFolder();
afterAll(() => removeFolder(folder));

const failure = (call: Promise<unknown>) => call.catch((reason: unknown) => reason);

test("an S3 response that never ends makes calls fail in time", async () => {
	const id = "0".repeat(32);
	const upload = new Upload({ id, size: 10, offset: 0, metadata: { filename: "a.jpg" } });
	const drips: ReturnType<typeof setInterval>[] = [];
	// Never idle, so that the SDK's own time limits do not apply.
	const open = (socket: { write(text: string): number }): void => {
		socket.write("HTTP/1.1 200 OK\r\nX: ");
		drips.push(setInterval(() => socket.write("a"), 50));
	};
	const endless = Bun.listen({ port: 0, hostname: "127.0.0.1", socket: { open, data() {} } });
	try {
		const credentials = { accessKeyId: "key", secretAccessKey: "secret" };
		const endpoint = `http://127.0.0.1:${endless.port}`;
		const location = {
			region: "us-east-1",
			endpoint,
			credentials,
			bucket: "media",
			responseTimeoutMs: 500,
		};
		const media = createMemoryStore();
		await media.put(`resumable/${id}.json`, new TextEncoder().encode(JSON.stringify(upload)), {
			contentType: "application/json",
		});
		const staging = await openS3Staging({ location, media, folder, retentionMs: 86_400_000 });
		const calls = [staging.begin(upload), staging.find(id)];
		for (const error of await Promise.all(calls.map(failure))) {
			expect(error).toMatchObject({ code: "unavailable" });
		}
		expect(await failure(staging.remove(id))).toMatchObject({ code: "unavailable" });
	} finally {
		drips.forEach(clearInterval);
		endless.stop(true);
	}
});
