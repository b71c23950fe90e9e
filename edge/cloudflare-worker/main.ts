import { createJsquashEngine } from "widthwise/engine/jsquash";
import { createR2Store, type R2Binding } from "widthwise/store/r2";
import { bakedBuckets } from "../baked.ts";
import { MAX_SOURCE_PIXELS } from "../images/can-cut.ts";
import { createEdgeImages, type EdgeImages } from "../images/edge-images.ts";
import { compiledCodec } from "./codecs.ts";
import { keptInCache } from "./kept-in-cache.ts";
import { MAX_CUT_BYTES } from "./max-cut-bytes.ts";

/** The Worker's bindings, as in wrangler.jsonc. */
type Env = { readonly PHOTOS: R2Binding; readonly PREFIX?: string };

declare const caches: { readonly default: Cache };

let images: EdgeImages | undefined;

function open({ PHOTOS: bucket, PREFIX: prefix }: Env): EdgeImages {
	return createEdgeImages({
		store: createR2Store({ bucket, prefix }),
		engine: createJsquashEngine({ loadModule: compiledCodec, maxPixels: MAX_SOURCE_PIXELS }),
		buckets: bakedBuckets(),
		maxCutBytes: MAX_CUT_BYTES,
		onError: console.error,
	});
}

export default {
	fetch(request: Request, env: Env, context: { waitUntil(work: Promise<unknown>): void }) {
		images ??= open(env);
		const kept = keptInCache(caches.default, new URL(request.url).origin);
		return images(request, { kept, continueWith: (work) => context.waitUntil(work) });
	},
};
