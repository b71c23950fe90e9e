import { beforeEach, expect, test } from "bun:test";
import { WidthwiseError } from "widthwise";
import { createIngest } from "../../../worker/publishing/ingest.ts";
import {
	FAILED_REPEATEDLY,
	failureReason,
	PermanentError,
} from "../../../worker/queue/permanent-error.ts";
import { until } from "../../patience.ts";
import { type PhotoParts, photoPartsOfFile } from "../photo-parts.ts";

const freshParts = photoPartsOfFile();
let parts: PhotoParts;
beforeEach(async () => {
	parts = await freshParts();
});

test("a photo that ends every process that begins it is given up, with words for its photographer", async () => {
	const id = await parts.receive(1);
	let begun = 0;
	const ingest = createIngest({
		...parts,
		async publisher() {
			begun++;
			// As with kill -9, nobody hears how it ended.
			return Promise.withResolvers<never>().promise;
		},
	});
	let reason: unknown = null;
	for (let start = 0; start < 40 && reason === null; start++) {
		const before = begun;
		void ingest(id).catch((error) => {
			reason = error;
		});
		await until("the photo is begun again, or given up", () => begun > before || reason !== null);
	}
	// More often than an innocent one loses its worker, fewer than anybody's patience.
	expect(begun).toBeWithin(10, 31);
	expect(reason).toBeInstanceOf(PermanentError);
	expect(failureReason(reason)).toEqual({ code: "internal", message: FAILED_REPEATEDLY });
});

test("the photographer is told the last error, if it was meant for people", () => {
	const away = failureReason(new WidthwiseError("unavailable", "The store does not answer"));
	expect(away.code).toBe("unavailable");
	expect(away.message).toContain("The store does not answer");
	const ours = failureReason(new TypeError("undefined is not a function"));
	expect(ours.code).toBe("internal");
	expect(ours.message).not.toContain("undefined");
});
