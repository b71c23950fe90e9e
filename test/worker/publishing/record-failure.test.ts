import { beforeEach, expect, test } from "bun:test";
import { originalKey } from "widthwise/url";
import { createIngest } from "../../../worker/publishing/ingest.ts";
import { createRecordFailure } from "../../../worker/publishing/record-failure.ts";
import { PermanentError } from "../../../worker/queue/permanent-error.ts";
import { type PhotoParts, photoPartsOfFile, SOME_BYTES } from "../photo-parts.ts";
import { receivedPhoto } from "../photos.ts";

const freshParts = photoPartsOfFile();
let parts: PhotoParts;
beforeEach(async () => {
	parts = await freshParts();
});

/** Makes an attempt to publish a photo whose original was never stored. */
async function failWithoutOriginal(number: number) {
	const { photo } = await parts.catalogue.insertReceived(receivedPhoto(number));
	const ingest = createIngest({
		...parts,
		publisher: async () => null,
	});
	const error = await ingest(photo.id).then(
		() => null,
		(reason: unknown) => reason,
	);
	if (!(error instanceof PermanentError)) throw new Error(`The error is not permanent: ${error}`);
	return { id: photo.id, error };
}

function recording() {
	const [enqueued, errors]: [string[], unknown[]] = [[], []];
	const record = createRecordFailure({
		...parts,
		queue: { enqueue: async (id) => void enqueued.push(id) },
		onError: (error) => errors.push(error),
	});
	return { record, enqueued, errors };
}

test("a photo whose original was never stored fails, without an entry in the log", async () => {
	const { id, error } = await failWithoutOriginal(1);
	const { record, enqueued, errors } = recording();
	await record(id, error);
	expect(await parts.catalogue.find(id)).toMatchObject({
		status: "failed",
		errorCode: "not-found",
	});
	expect([enqueued, errors]).toEqual([[], []]);
});

test("a photo without an original is enqueued again if another upload stored it meanwhile", async () => {
	const { id, error } = await failWithoutOriginal(2);
	await parts.media.put(originalKey(id), SOME_BYTES, { contentType: "image/jpeg" });
	const { record, enqueued } = recording();
	await record(id, error);
	expect(await parts.catalogue.find(id)).toMatchObject({ status: "processing" });
	expect(enqueued).toEqual([id]);
});

test("a failure that is not the photo's fault is logged", async () => {
	const id = await parts.receive(3);
	const { record, errors } = recording();
	const fault = new Error("a bug");
	await record(id, fault);
	expect(await parts.catalogue.find(id)).toMatchObject({ status: "failed", errorCode: "internal" });
	expect(errors).toEqual([fault]);
});
