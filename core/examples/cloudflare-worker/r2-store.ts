import type { Store } from "widthwise";

/** Keeps objects in a bucket of R2. */
export function createR2Store(bucket: R2Bucket): Store {
	return {
		async put(key, body, { contentType, metadata, ifAbsent }) {
			const stored = await bucket.put(key, body instanceof Uint8Array ? body : body.stream(), {
				httpMetadata: { contentType },
				customMetadata: metadata,
				onlyIf: ifAbsent ? new Headers({ "If-None-Match": "*" }) : undefined,
			});
			return stored !== null;
		},
		async get(key) {
			const object = await bucket.get(key);
			if (!object) return null;
			const bytes = async () => new Uint8Array(await object.arrayBuffer());
			return { ...infoOf(object), bytes, stream: () => object.body };
		},
		async head(key) {
			const object = await bucket.head(key);
			return object && infoOf(object);
		},
		async getRange(key, start, end) {
			const object = await bucket.get(key, { range: { offset: start, length: end - start + 1 } });
			return object && new Uint8Array(await object.arrayBuffer());
		},
		delete: (key) => bucket.delete(key),
		async *list(prefix) {
			for (let cursor: string | undefined, more = true; more; ) {
				const page = await bucket.list({ prefix, cursor });
				for (const { key } of page.objects) yield key;
				more = page.truncated;
				cursor = page.truncated ? page.cursor : undefined;
			}
		},
	};
}

const infoOf = ({ key, size, version, httpMetadata, customMetadata = {} }: R2Object) => ({
	...{ key, size, version, metadata: customMetadata },
	contentType: httpMetadata?.contentType ?? "application/octet-stream",
});
