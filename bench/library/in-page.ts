import { resize } from "widthwise";
import { createCanvasEngine } from "widthwise/engine/canvas";
import type { Job } from "./contender.ts";

/** Runs in a page: what `render` gets and answers. The picture is in base64. */
export type PageJob = Pick<Job, "width" | "height" | "format" | "quality"> & {
	/** `plain`: the browser's functions alone. */
	readonly engine: "plain" | "widthwise";
};

/** A picture that a page made. */
export type PagePicture = { readonly picture: string; readonly milliseconds: number };

const RENDERERS = { plain: renderPlain, widthwise: renderWithWidthwise };

let photo: Blob | null = null;

Reflect.set(globalThis, "render", async (job: PageJob): Promise<PagePicture> => {
	photo ??= await (await fetch("/photo")).blob();
	const startedAt = performance.now();
	const bytes = await RENDERERS[job.engine](photo, job);
	return { picture: bytes.toBase64(), milliseconds: performance.now() - startedAt };
});

async function renderPlain(source: Blob, job: PageJob): Promise<Uint8Array> {
	const { width, height, format, quality } = job;
	const size = { resizeWidth: width, resizeHeight: height, resizeQuality: "high" } as const;
	const bitmap = await createImageBitmap(source, size);
	const canvas = new OffscreenCanvas(width, height);
	canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
	bitmap.close();
	const blob = await canvas.convertToBlob({ type: `image/${format}`, quality: quality / 100 });
	return new Uint8Array(await blob.arrayBuffer());
}

async function renderWithWidthwise(source: Blob, job: PageJob): Promise<Uint8Array> {
	const { width, format, quality } = job;
	const engine = createCanvasEngine();
	return (await resize(source, { engine, width, format, quality })).bytes;
}
