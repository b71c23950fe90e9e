import { workerData } from "node:worker_threads";
import { createHeicDecoder } from "../libheif/heic-as-png.ts";
import { setNiceness } from "../threads/niceness.ts";
import { type JobHandler, serveJobs, type ThreadData } from "../threads/serve-jobs.ts";
import { transferables } from "../threads/transferables.ts";
import { openCodecFromFiles } from "./codec-from-files.ts";
import { decodableJob } from "./decodable-job.ts";
import { encodeWithVips } from "./encode.ts";
import { createJxlDecoder } from "./jxl-as-png.ts";
import { loadVips } from "./load.ts";
import type { EncodePicture, RenderJob } from "./render.ts";
import { renderImage } from "./render.ts";

/** The settings that the engine passes to its threads. */
export type VipsThreadSettings = {
	readonly maxPixels: number;
	readonly encoder: "vips" | "squoosh";
	/** Bytes of WebAssembly memory above which a thread is replaced after a job, by the type of its source. */
	readonly maxMemoryBytes: { readonly jpeg: number; readonly other: number };
	readonly niceness: number;
};

await serveJobs(() => start(workerData));

async function start({
	settings,
	shared,
}: ThreadData<VipsThreadSettings, WebAssembly.Module>): Promise<
	JobHandler<RenderJob, Uint8Array<ArrayBuffer>[]>
> {
	setNiceness(settings.niceness);
	const codec = await openCodecFromFiles();
	// Machine code, too: a second thread starts in two thirds of the first one's time.
	const compiled = shared ?? (await codec.compile());
	const openCodec = async () => ({ ...codec, compile: async () => compiled });
	const { vips, memoryBytes } = await loadVips(openCodec, "avif");
	const { maxPixels, encoder, maxMemoryBytes } = settings;
	const encode = encoder === "squoosh" ? await squooshEncode() : encodeWithVips;
	const decoders = { heic: createHeicDecoder(), jxl: createJxlDecoder(openCodec) };
	let limit = maxMemoryBytes.other;
	return {
		async handle(job) {
			limit = job.type === "jpeg" ? maxMemoryBytes.jpeg : maxMemoryBytes.other;
			return renderImage(vips, await decodableJob(job, decoders, maxPixels), {
				maxPixels,
				alwaysSrgb: encoder === "squoosh",
				encode,
			});
		},
		transfer: transferables,
		isWornOut: () =>
			memoryBytes() + decoders.heic.memoryBytes() > limit || decoders.jxl.memoryBytes() > limit,
		shared: compiled,
	};
}

async function squooshEncode(): Promise<EncodePicture> {
	const { createSquooshPictureEncode } = await import("./squoosh-picture.ts");
	return createSquooshPictureEncode();
}
