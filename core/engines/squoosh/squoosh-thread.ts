import { copyOf } from "../../formats/bytes/bytes.ts";
import type { RawImage } from "../engine.ts";
import { serveJobs } from "../threads/serve-jobs.ts";
import { transferables } from "../threads/transferables.ts";
import type { SquooshFormat } from "./codecs.ts";
import { loadSquoosh } from "./codecs.ts";

/** A picture for a thread to encode. */
export type SquooshJob = {
	readonly image: RawImage;
	readonly format: SquooshFormat;
	readonly quality: number;
};

await serveJobs<SquooshJob, Uint8Array<ArrayBuffer>>(async () => {
	const encode = await loadSquoosh();
	return {
		handle: async ({ image, format, quality }) =>
			copyOf(await encode(image, format, quality, false)),
		transfer: (bytes) => transferables([bytes]),
		isWornOut: () => false,
	};
});
