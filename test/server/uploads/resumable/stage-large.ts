// Sends an upload of 200 MB to S3 and back, in its own process, and measures the process's memory.
import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { Upload } from "@tus/server";
import { createBufferCollector } from "@widthwise/worker/intake";
import { createS3Store, type S3StoreOptions } from "widthwise/store/s3";
import { peakMemory } from "../../../../edge/lambda/peak-memory.ts";
import { createDatastore } from "../../../../server/uploads/resumable/datastore.ts";
import { openS3Staging } from "../../../../server/uploads/resumable/s3-staging.ts";

const SIZE = 200_000_000;

/** Chunks as from a network, all different; the first bytes are those of a JPEG. */
async function* body(hashed: (chunk: Uint8Array) => void): AsyncGenerator<Uint8Array> {
	const noise = randomBytes(1_000_000);
	for (let at = 0; at < SIZE; at += 100_000) {
		const chunk = new Uint8Array(noise.subarray(at % noise.length, (at % noise.length) + 100_000));
		new DataView(chunk.buffer).setUint32(4, at);
		if (at === 0) chunk.set([0xff, 0xd8, 0xff, 0xe0]);
		hashed(chunk);
		yield chunk;
	}
}

const location: S3StoreOptions = JSON.parse(process.argv[2] ?? "");
const folder = process.argv[3] ?? "";
const staging = await openS3Staging({
	location,
	media: createS3Store(location),
	folder,
	retentionMs: 1e9,
});
const id = randomBytes(16).toString("hex");
await staging.begin(new Upload({ id, size: SIZE, offset: 0 }));

const before = process.memoryUsage.rss();
const [sent, received] = [createHash("sha256"), createHash("sha256")];
// Through the datastore, as the server does: without its collector, uncollected buffers accumulate.
await createDatastore(staging).write(Readable.from(body((chunk) => sent.update(chunk))), id, 0);
const { upload } = (await staging.find(id)) ?? {};
const collectBuffers = createBufferCollector();
if (upload) {
	await staging.withFile(upload, async (path) => {
		for await (const chunk of createReadStream(path)) {
			received.update(chunk);
			collectBuffers(chunk.length);
		}
	});
}
// Not the runtime's own figure, which starts with the parent process's memory.
const peak = peakMemory(process.pid) ?? Number.NaN;
const isSame = sent.digest("hex") === received.digest("hex");
console.log(JSON.stringify({ isSame, size: upload?.offset, growth: peak - before }));
