import type { Engine } from "widthwise";
import { createVipsEngine } from "widthwise/engine/vips";
import { createS3Store } from "widthwise/store/s3";
import { openPublicStore } from "../public-store.ts";
import { readValidateSettings } from "./settings.ts";
import { createValidate } from "./validate.ts";

const settings = readValidateSettings();
const { media, publicStore, maxPixels } = settings;

/** What is left for the verdict when a photo used up its time, in milliseconds. */
const SPARE_MS = 5_000;

let engine: Engine | undefined;

/**
 * What Lambda calls; see {@link createValidate}. A thread of its own decodes, so that a photo that never
 * ends is given up in time for its verdict.
 */
export async function handler(
	event: unknown,
	context: { getRemainingTimeInMillis(): number },
): Promise<void> {
	const timeoutMs = Math.max(SPARE_MS, context.getRemainingTimeInMillis() - SPARE_MS);
	engine ??= createVipsEngine({ threads: 1, maxPixels, timeoutMs });
	const validate = createValidate({
		...settings,
		place: media,
		media: createS3Store(media),
		publicStore: openPublicStore(publicStore),
		engine,
	});
	await validate(event);
}
