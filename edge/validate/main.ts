import type { Engine } from "widthwise";
import { createVipsEngine } from "widthwise/engine/vips";
import { createS3Store } from "widthwise/store/s3";
import { openPublicStore } from "../public-store.ts";
import { readValidateConfig } from "./config.ts";
import { createValidate } from "./validate.ts";

const config = readValidateConfig();
const { region, endpoint, maxPixels } = config;

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
		...config,
		place: config.media,
		media: createS3Store({ ...config.media, region, endpoint }),
		publicStore: openPublicStore({ ...config.publicStore, region, endpoint }),
		engine,
	});
	await validate(event);
}
