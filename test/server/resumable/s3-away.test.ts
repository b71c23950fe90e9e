import { afterAll, beforeAll, expect, test } from "bun:test";
import { Upload } from "@tus/server";
import { createMemoryStore } from "widthwise";
import { openS3Staging } from "../../../server/resumable/s3-staging.ts";
import { removeFolder, temporaryFolder } from "../../running-server.ts";

let folder: string;
beforeAll(async () => {
	folder = await temporaryFolder();
});
afterAll(() => removeFolder(folder));

const failure = (call: Promise<unknown>) => call.catch((reason: unknown) => reason);

test("S3 that takes everything and answers nothing is not waited for", async () => {
	const id = "0".repeat(32);
	const upload = new Upload({ id, size: 10, offset: 0, metadata: { filename: "a.jpg" } });
	const silent = Bun.listen({ port: 0, hostname: "127.0.0.1", socket: { data() {} } });
	try {
		const credentials = { accessKeyId: "key", secretAccessKey: "secret" };
		const endpoint = `http://127.0.0.1:${silent.port}`;
		const place = {
			region: "us-east-1",
			endpoint,
			credentials,
			bucket: "media",
			answerWithin: 500,
		};
		const media = createMemoryStore();
		await media.put(`resumable/${id}.json`, new TextEncoder().encode(JSON.stringify(upload)), {
			contentType: "application/json",
		});
		const staging = await openS3Staging({ place, media, folder, keepMs: 86_400_000 });
		const calls = [staging.begin(upload), staging.find(id)];
		for (const error of await Promise.all(calls.map(failure))) {
			expect(error).toMatchObject({ code: "unavailable" });
		}
		expect(await failure(staging.remove(id))).toMatchObject({ code: "unavailable" });
	} finally {
		silent.stop(true);
	}
});
