// A Worker that lets tests use its store in R2: each request is one call of it; see remote-store.ts.
import type { LocalFile, ObjectInfo } from "widthwise/store";
import { createR2Store, type R2Binding } from "widthwise/store/r2";

export default {
	async fetch(request: Request, env: { readonly PHOTOS: R2Binding }): Promise<Response> {
		try {
			return await answer(request, env.PHOTOS);
		} catch (error) {
			return Response.json({ code: codeOf(error), message: String(error) }, { status: 500 });
		}
	},
};

async function answer(request: Request, bucket: R2Binding): Promise<Response> {
	const { call, prefix, key, start, end, size, options } = JSON.parse(
		decodeURIComponent(new URL(request.url).search.slice(1)),
	);
	const store = createR2Store({ bucket, prefix });
	switch (call) {
		case "put": {
			const body =
				size === undefined
					? new Uint8Array(await request.arrayBuffer())
					: localFile(request.body, size);
			return Response.json(await store.put(key, body, options));
		}
		case "get": {
			const object = await store.get(key);
			return object ? withInfo(object, object.stream()) : nothing();
		}
		case "head": {
			const info = await store.head(key);
			return info ? withInfo(info, null) : nothing();
		}
		case "getRange": {
			const bytes = await store.getRange(key, start, end);
			return bytes ? new Response(bytes) : nothing();
		}
		case "delete":
			await store.delete(key);
			return nothing();
		default:
			return Response.json(await Array.fromAsync(store.list(key)));
	}
}

/** The stream has no length that R2 could know. */
function localFile(body: ReadableStream<Uint8Array> | null, size: number): LocalFile {
	const stream = (body ?? new Blob([]).stream()).pipeThrough(new TransformStream());
	return { path: "/dev/null", size, stream: () => stream };
}

function withInfo(info: ObjectInfo, body: ReadableStream<Uint8Array> | null): Response {
	const { key, size, contentType, metadata, version } = info;
	const text = JSON.stringify({ key, size, contentType, metadata, version });
	return new Response(body, { headers: { "x-info": text } });
}

function nothing(): Response {
	return new Response(null, { status: 204 });
}

function codeOf(error: unknown): string {
	const code = error instanceof Error && "code" in error ? error.code : undefined;
	return typeof code === "string" ? code : "internal";
}
