import { type Asset, ICON, makeAsset, TOUCH_ICON } from "./asset.ts";

/** The page's colours while it loads, in the light theme: a manifest has one theme. */
const BACKGROUND = "#fcfcfb";

/**
 * Makes the web app manifest (W3C), which names the site and its icons for phones whose home screen it is
 * put on.
 *
 * @example
 * createWebManifest("Photos").path; // "/assets/0123456789ab/site.webmanifest"
 */
export function createWebManifest(siteName: string): Asset {
	const manifest = {
		id: "/",
		name: siteName,
		start_url: "/",
		scope: "/",
		// With a button to go back.
		display: "minimal-ui",
		background_color: BACKGROUND,
		theme_color: BACKGROUND,
		icons: [
			{ src: ICON.path, type: ICON.contentType, sizes: "any" },
			{
				src: TOUCH_ICON.path,
				type: TOUCH_ICON.contentType,
				sizes: "512x512",
				purpose: "any maskable",
			},
		],
	};
	const bytes = new TextEncoder().encode(JSON.stringify(manifest));
	return makeAsset("site.webmanifest", bytes, "application/manifest+json");
}
