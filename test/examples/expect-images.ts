import { expect } from "bun:test";
import { DEFAULT_BUCKETS, snapWidth } from "widthwise";
import { readPixels } from "../pictures/read.ts";

const PHOTO = "images/blue-hour.jpg";

/**
 * Expects a server to answer nearly equal widths with one variant, in the format that the client accepts,
 * and everything else itself.
 *
 * @returns the site's page
 */
export async function expectImages(url: string): Promise<string> {
	const bucket = snapWidth(400, DEFAULT_BUCKETS);
	const webp = await Promise.all([400, 401, 402].map((width) => ask(url, width, "image/webp,*/*")));
	expect(webp.map(({ type }) => type)).toEqual(Array(3).fill("image/webp"));
	expect(new Set(webp.map(({ etag }) => etag)).size).toBe(1);
	for (const { bytes } of webp) expect(bytes).toEqual(webp[0]?.bytes ?? new Uint8Array());
	expect(await readPixels(webp[0]?.bytes ?? new Uint8Array())).toMatchObject({ width: bucket });

	const jpeg = await ask(url, 400, "image/jpeg");
	expect(jpeg.type).toBe("image/jpeg");
	expect(jpeg.etag).not.toBe(webp[0]?.etag ?? null);
	expect((await fetch(`${url}/images/missing.jpg?width=400`)).status).toBe(404);

	const page = await fetch(url);
	expect(page.status).toBe(200);
	return page.text();
}

async function ask(url: string, width: number, accept: string) {
	const response = await fetch(`${url}/${PHOTO}?width=${width}`, { headers: { accept } });
	const etag = response.headers.get("etag");
	expect([response.status, typeof etag]).toEqual([200, "string"]);
	return { etag, type: response.headers.get("content-type"), bytes: await response.bytes() };
}

/** Expects a page to offer the photo at widths, in the `srcset` of its image. */
export function expectSrcset(page: string, widths: readonly number[]): void {
	const [, srcset = ""] = /<img [^>]*?srcset="([^"]*)"/i.exec(page) ?? [];
	const candidates = widths.map((width) => `/${PHOTO}?width=${width} ${width}w`);
	expect(srcset).toBe(candidates.join(", "));
}
