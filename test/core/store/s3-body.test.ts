import { describe, expect, test } from "bun:test";
import { readAll, streamOf } from "../../../core/store/s3/body.ts";

/** A Web stream of these bytes, as the SDK returns on Workers; it then fails if there is a reason. */
function webStream(bytes: readonly number[], reason?: Error): ReadableStream<Uint8Array> {
	const chunks = bytes.map((byte) => Uint8Array.of(byte));
	return new ReadableStream({
		pull(controller) {
			const chunk = chunks.shift();
			if (chunk) controller.enqueue(chunk);
			else if (reason) controller.error(reason);
			else controller.close();
		},
	});
}

describe("a body that is a Web stream", () => {
	test("is read, and continued where its connection broke", async () => {
		const offsets: number[] = [];
		const bytes = await readAll({
			size: 4,
			first: webStream([1, 2], new Error("reset")),
			async requestRest(offset) {
				offsets.push(offset);
				return webStream([3, 4]);
			},
		});
		expect([...bytes]).toEqual([1, 2, 3, 4]);
		expect(offsets).toEqual([2]);
	});

	test.each([0, 1])("is closed when it is cancelled after %d chunks", async (read) => {
		let isClosed = false;
		const first = new ReadableStream<Uint8Array>({
			pull: (controller) => controller.enqueue(Uint8Array.of(7)),
			cancel() {
				isClosed = true;
			},
		});
		const stream = streamOf({ size: 9, first, requestRest: () => expect.unreachable() });
		const reader = stream.getReader();
		for (let i = 0; i < read; i++) expect((await reader.read()).value).toEqual(Uint8Array.of(7));
		await reader.cancel();
		expect(isClosed).toBe(true);
	});
});
