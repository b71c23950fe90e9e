// Runs on every runtime, in a project that has the packed package and its optional ones. Each feature
// resolves if it works, and rejects with its reason if not.

const ID = "0123456789abcdef0123456789abcdef";
const SIZE = { width: 300, height: 200 };

const FEATURES = {
	async urls() {
		const { formatImageUrl, parseImageUrl, snapWidth, srcset } = await import("widthwise");
		const url = formatImageUrl({ photoId: ID, width: 400, dpr: 1, format: null }, "harbour");
		const [path, query] = url.split("?");
		same(parseImageUrl(path, query).value.width, 400);
		same(snapWidth(400, [320, 480]), 480);
		same(srcset(path, 480, [320, 480]).split(",").length, 2);
	},

	async strip({ photo }) {
		const { strip, verify } = await import("widthwise");
		same((await verify(photo)).includes("XMP"), true);
		same((await verify(await strip(photo))).length, 0);
	},

	async metadata({ photo }) {
		const { readMetadata } = await import("widthwise");
		same((await readMetadata(photo)).title, "Evening & harbour");
	},

	async vips({ photo }) {
		const { createVipsEngine } = await import("widthwise/engine/vips");
		await withEngine(createVipsEngine({ threads: 1 }), (engine) => publishAndServe(engine, photo));
	},

	async jsquash({ photo, loadModule }) {
		const { createJsquashEngine } = await import("widthwise/engine/jsquash");
		await withEngine(createJsquashEngine({ loadModule }), (engine) =>
			publishAndServe(engine, photo),
		);
	},

	async canvas({ photo }) {
		const { createCanvasEngine } = await import("widthwise/engine/canvas");
		await withEngine(createCanvasEngine(), (engine) => cut(engine, photo));
	},

	async bun({ photo }) {
		const { createBunEngine } = await import("widthwise/engine/bun");
		await withEngine(createBunEngine(), (engine) => cut(engine, photo));
	},

	async folder({ folder }) {
		const { createFolderStore } = await import("widthwise/store/folder");
		await putAndGet(createFolderStore({ folder }));
	},

	async s3({ s3 }) {
		const { createS3Store } = await import("widthwise/store/s3");
		await putAndGet(createS3Store(s3));
	},

	// The last, because Deno ends if it may not listen.
	async node({ photo }) {
		const { createServer } = await import("node:http");
		const { createImageHandler, createMemoryStore } = await import("widthwise");
		const { createVipsEngine } = await import("widthwise/engine/vips");
		const { toNodeHandler } = await import("widthwise/node");
		const store = createMemoryStore();
		for (const name of ["master", "w480.jpeg"]) {
			await store.put(`photos/${ID}/${name}`, photo, { contentType: "image/jpeg" });
		}
		// The image is stored, so nothing is cut and no thread starts.
		const engine = createVipsEngine({ threads: 1 });
		const handler = toNodeHandler(createImageHandler({ store, engine, buckets: [480] }));
		const server = createServer(handler);
		await new Promise((resolve, reject) => {
			server.on("error", reject).listen(0, "127.0.0.1", resolve);
		});
		try {
			const url = `http://127.0.0.1:${server.address().port}/media/${ID}?width=400&format=jpeg`;
			const response = await fetch(url, { headers: { connection: "close" } });
			same((await response.arrayBuffer()).byteLength, photo.length);
		} finally {
			server.close();
		}
	},
};

/** Calls back with each feature and how it ended: `works`, or the code and message of the error. */
export async function tryFeatures(names, host, onEnd) {
	for (const name of names) {
		const end = await FEATURES[name](host).then(
			() => "works",
			({ code, name, message }) => `${code ?? name}: ${message}`,
		);
		onEnd(name, end);
	}
}

async function publishAndServe(engine, photo) {
	const { createImageHandler, createMemoryStore, publish } = await import("widthwise");
	const store = createMemoryStore();
	await publish(ID, photo, { store, engine, maxPixels: 1e7, credit: null });
	const images = createImageHandler({ store, engine, buckets: [SIZE.width] });
	const url = `http://localhost/media/${ID}?width=250`;
	const response = await images.respond(new Request(url, { headers: { accept: "image/webp" } }));
	same(response.headers.get("content-type"), "image/webp");
	await expectPicture(new Uint8Array(await response.arrayBuffer()));
}

async function cut(engine, photo) {
	const output = { ...SIZE, format: "webp", quality: 80 };
	const [picture] = await engine.render(photo, [output]);
	await expectPicture(picture.bytes);
}

async function expectPicture(bytes) {
	const { probeImage } = await import("widthwise");
	const { type, width, height } = await probeImage(bytes);
	same(`${type} ${width} ${height}`, `webp ${SIZE.width} ${SIZE.height}`);
}

async function withEngine(engine, use) {
	try {
		await use(engine);
	} finally {
		await engine.close();
	}
}

async function putAndGet(store) {
	const key = `photos/${crypto.randomUUID()}`;
	await store.put(key, Uint8Array.of(1, 2, 3), { contentType: "image/jpeg" });
	const object = await store.get(key);
	same(String(await object.bytes()), "1,2,3");
	const keys = [];
	for await (const listed of store.list("photos/")) keys.push(listed);
	same(keys.includes(key), true);
	await store.delete(key);
	same(await store.head(key), null);
}

function same(actual, expected) {
	if (actual !== expected) throw new Error(`expected ${expected}, got ${actual}`);
}
