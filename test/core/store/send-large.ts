// Sends 200 MB to S3 and reads them back, in a process of its own whose memory is looked at. On Bun and
// on Node: it imports by path, because for Node the package's name means its build.
import { createHash } from "node:crypto";
import { createS3Store, type S3StoreOptions } from "../../../core/store/s3/s3.ts";
import type { LocalFile } from "../../../core/store/store.ts";

const SIZE = 200_000_000;
const CHUNK = 65_536;
/** Bytes: about a part of what is sent. */
const MEASURED_EVERY = 5_000_000;

/** A file of pseudorandom bytes that is made as it is read. */
function largeFile(hashed: (chunk: Uint8Array) => void): LocalFile {
	let left = SIZE;
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
						const chunk = new Uint8Array(words.buffer, 0, Math.min(CHUNK, left));
						left -= chunk.length;
						hashed(chunk);
						controller.enqueue(chunk);
						if (left === 0) controller.close();
					},
				},
				{ highWaterMark: 0 },
			),
	};
}

const options: S3StoreOptions = JSON.parse(process.argv[2] ?? "");
const store = createS3Store(options);
// What the first request loads is not what a large one costs.
await store.put("small", new Uint8Array(1_000), { contentType: "image/jpeg" });
await (await store.get("small"))?.bytes();

/** Notes the memory in use after every part, without what only waits to be collected. */
function watchMemory() {
	const rss = () => {
		collectGarbage();
		return process.memoryUsage.rss();
	};
	const before = rss();
	let [most, unmeasured] = [0, 0];
	return {
		most: () => most,
		moved(bytes: number) {
			unmeasured += bytes;
			if (unmeasured < MEASURED_EVERY) return;
			unmeasured = 0;
			most = Math.max(most, rss() - before);
		},
	};
}

function collectGarbage(): void {
	if ("Bun" in globalThis) Bun.gc(true);
	// Node has it for who starts it with `--expose-gc`.
	else if (globalThis.gc) globalThis.gc();
	else throw new Error("Garbage cannot be collected");
}

const memory = watchMemory();
const [sent, received] = [createHash("sha256"), createHash("sha256")];
const file = largeFile((chunk) => {
	sent.update(chunk);
	memory.moved(chunk.length);
});
await store.put("large", file, { contentType: "image/jpeg", ifAbsent: true });
const sending = memory.most();
const object = await store.get("large");
if (object) {
	for await (const chunk of object.stream()) {
		received.update(chunk);
		memory.moved(chunk.length);
	}
}
console.log(
	JSON.stringify({
		isSame: sent.digest("hex") === received.digest("hex"),
		size: object?.size,
		sending,
		reading: memory.most(),
	}),
);
