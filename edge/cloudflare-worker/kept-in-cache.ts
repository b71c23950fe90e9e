import type { ObjectInfo } from "widthwise/store";
import { masterKey, type Variant, variantKey } from "widthwise/url";
import type { KeptImages } from "../images/kept-images.ts";

/**
 * Seconds for which a data centre believes that a photo exists without asking R2: so long a deleted photo
 * may stay visible.
 */
export const MASTER_SECONDS = 60;

/** A variant belongs to a version of its master, and never changes. */
const VARIANT_SECONDS = 31_536_000;

/**
 * Keeps images in the Cache API of a data centre. One entry for all URLs of a variant: its key in the
 * public store, with the version of its master.
 *
 * @param origin the site's own, because Cloudflare keeps nothing for other zones
 *
 * @example
 * const kept = keptInCache(caches.default, "https://photos.example");
 */
export function keptInCache(cache: Pick<Cache, "match" | "put">, origin: string): KeptImages {
	const urlOf = (key: string, version: string): string =>
		`${origin}/${key}?version=${encodeURIComponent(version)}`;
	const urlOfVariant = (variant: Variant, master: ObjectInfo): string =>
		urlOf(variantKey(variant), master.version ?? "");
	const masterUrl = (photoId: string): string => urlOf(masterKey(photoId), "current");

	return {
		async master(photoId, look) {
			const kept = await cache.match(masterUrl(photoId));
			if (kept) return await kept.json();
			const master = await look();
			if (!master) return null;
			const { key, size, contentType, metadata, version } = master;
			const info: ObjectInfo = { key, size, contentType, metadata, version };
			const headers = lasting("application/json", MASTER_SECONDS);
			await cache.put(masterUrl(photoId), new Response(JSON.stringify(info), { headers }));
			return info;
		},
		async find(variant, master) {
			const kept = await cache.match(urlOfVariant(variant, master));
			const contentType = kept?.headers.get("Content-Type");
			if (!kept || !contentType) return null;
			return { bytes: new Uint8Array(await kept.arrayBuffer()), contentType };
		},
		async keep(variant, master, { bytes, contentType }) {
			const headers = lasting(contentType, VARIANT_SECONDS);
			await cache.put(urlOfVariant(variant, master), new Response(bytes, { headers }));
		},
	};
}

function lasting(contentType: string, seconds: number): Headers {
	return new Headers({ "Content-Type": contentType, "Cache-Control": `max-age=${seconds}` });
}
