import { beforeEach, expect, test } from "bun:test";
import { verdictKey } from "widthwise/url";
import { createPublishAgain } from "../../../worker/publishing/publish-again.ts";
import { type PhotoParts, photoPartsOfFile, SOME_BYTES } from "../photo-parts.ts";
import { photoId } from "../photos.ts";

const freshParts = photoPartsOfFile();
let parts: PhotoParts;
beforeEach(async () => {
	parts = await freshParts();
});

test("publishing a failed photo again deletes the earlier verdict", async () => {
	const id = await parts.receive(1);
	await parts.catalogue.markFailed(id, "engine-timeout", "It took too long");
	await parts.media.put(verdictKey(id), SOME_BYTES, { contentType: "application/json" });
	const publishAgain = createPublishAgain({ ...parts, isByEvent: false });
	expect(await publishAgain(id)).toBe(true);
	expect(await parts.media.head(verdictKey(id))).toBeNull();
	expect(await parts.catalogue.find(id)).toMatchObject({ status: "received", errorCode: null });
	expect(await publishAgain(id)).toBe(false);
	expect(await publishAgain(photoId(9))).toBe(false);
});
