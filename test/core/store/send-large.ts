// Sends 80 MB to S3, reads them back and prints how much memory that takes. It runs in its own
// process on Bun and on Node. It imports by path, because on Node the package's name would import
// its build.
import { createHash } from "node:crypto";
import { createS3Store, type S3StoreOptions } from "../../../core/store/s3/s3.ts";
import type { LocalFile } from "../../../core/store/store.ts";

const SIZE = 80_000_000;
const CHUNK = 65_536;
/** Bytes between two measurements: about one part. */
const MEASURED_EVERY = 5_000_000;

/** Makes a file of pseudorandom bytes that are generated while it is read. */
function largeFile(onChunk: (chunk: Uint8Array) => void): LocalFile {
	let remaining = SIZE;
	let state = 1;
	return {
		path: "/nowhere",
		size: SIZE,
		stream: () =>
			new ReadableStream(
				{
					pull(controller) {
						const words = new Uint32Array(CHUNK / 4);
						for (let i = 0; i < words.length; i++) {
							state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
							words[i] = state;
						}
						const chunk = new Uint8Array(words.buffer, 0, Math.min(CHUNK, remaining));
						remaining -= chunk.length;
						onChunk(chunk);
						controller.enqueue(chunk);
						if (remaining === 0) controller.close();
					},
				},
				{ highWaterMark: 0 },
			),
	};
}

const options: S3StoreOptions = JSON.parse(process.argv[2] ?? "");
const store = createS3Store(options);
// The first request loads code; its memory must not count.
await store.put("small", new Uint8Array(1_000), { contentType: "image/jpeg" });
await (await store.get("small"))?.bytes();

/** Measures the memory in use after every part, without garbage. */
function watchMemory() {
	const rss = () => {
		collectGarbage();
		return process.memoryUsage.rss();
	};
	const before = rss();
	let [max, unmeasured] = [0, 0];
	return {
		max: () => max,
		onBytes(bytes: number) {
			unmeasured += bytes;
			if (unmeasured < MEASURED_EVERY) return;
			unmeasured = 0;
			max = Math.max(max, rss() - before);
		},
	};
}

function collectGarbage(): void {
	if ("Bun" in globalThis) Bun.gc(true);
	// Available in Node with `--expose-gc`.
	else if (globalThis.gc) globalThis.gc();
	else throw new Error("Garbage cannot be collected");
}

const memory = watchMemory();
const [sent, received] = [createHash("sha256"), createHash("sha256")];
const file = largeFile((chunk) => {
	sent.update(chunk);
	memory.onBytes(chunk.length);
});
await store.put("large", file, { contentType: "image/jpeg", ifAbsent: true });
const sending = memory.max();
const object = await store.get("large");
if (object) {
	for await (const chunk of object.stream()) {
		received.update(chunk);
		memory.onBytes(chunk.length);
	}
}
console.log(
	JSON.stringify({
		isSame: sent.digest("hex") === received.digest("hex"),
		size: object?.size,
		sending,
		reading: memory.max(),
	}),
);
