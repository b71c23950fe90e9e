import { afterAll, afterEach, beforeEach, expect, test } from "bun:test";
import { createThreadedInspector } from "widthwise/inspection";
import { openFolderStaging } from "../../../../server/uploads/resumable/folder-staging.ts";
import type { Staging } from "../../../../server/uploads/resumable/staging.ts";
import {
	openResumableUploads,
	type ResumableUploads,
} from "../../../../server/uploads/resumable/uploads.ts";
import { createFileReceiver } from "../../../../worker/intake/receive-file.ts";
import { createStoreOriginal } from "../../../../worker/intake/store-original.ts";
import { removeFolder, temporaryFolder } from "../../../temporary-folder.ts";
import { raise } from "../../../worker/databases.ts";
import { photoPartsOfFile } from "../../../worker/photo-parts.ts";
import { drawn } from "../../drawn-photos.ts";
import { photoIdOf } from "./tus.ts";

const URL_OF_UPLOADS = "http://127.0.0.1/api/uploads";

const freshParts = photoPartsOfFile();
const inspector = createThreadedInspector({ threads: 1 });
afterAll(inspector.close);
let folder: string;
let staging: Staging;
let uploads: ResumableUploads;
/** Runs once, after an upload has been looked up. */
let afterFind: (() => Promise<unknown>) | undefined;

beforeEach(async () => {
	const parts = await freshParts();
	folder = await temporaryFolder();
	staging = await openFolderStaging({ folder, retentionMs: 3600_000 });
	uploads = openResumableUploads({
		...parts,
		path: "/api/uploads",
		staging: {
			...staging,
			async find(uploadId) {
				const staged = await staging.find(uploadId);
				const next = afterFind;
				afterFind = undefined;
				await next?.();
				return staged;
			},
		},
		maxFileBytes: 1e6,
		receiveFile: createFileReceiver({
			inspector,
			storeOriginal: createStoreOriginal({ ...parts, onError: raise }),
			maxFileBytes: 1e6,
			maxPixels: 1e6,
			maxMemory: 1e9,
		}),
		metrics: { uploaded() {}, receiving: () => () => {} },
		closing: new AbortController().signal,
		onError: raise,
	});
});
afterEach(async () => {
	uploads.close();
	await removeFolder(folder);
});

function send(method: string, url: string, headers: Record<string, string>): Promise<Response> {
	return uploads.respond(
		new Request(url, { method, headers: { "Tus-Resumable": "1.0.0", ...headers } }),
	);
}

/** Creates an upload without bytes; resolves to its id. */
async function create(bytes: Uint8Array): Promise<string> {
	const created = await send("POST", URL_OF_UPLOADS, { "Upload-Length": String(bytes.length) });
	return created.headers.get("location")?.split("/").at(-1) ?? "";
}

async function* inOnePiece(bytes: Uint8Array) {
	yield bytes;
}

test("HEAD has the outcome of an upload whose last bytes are stored while it is answered", async () => {
	const bytes = drawn(1);
	const id = await create(bytes);
	afterFind = () => staging.write(id, 0, inOnePiece(bytes));
	const { status, headers } = await send("HEAD", `${URL_OF_UPLOADS}/${id}`, {});
	expect(status).toBe(200);
	expect(headers.get("upload-offset")).toBe(String(bytes.length));
	expect(headers.get("photo-id")).toBe(photoIdOf(bytes));
});

test("HEAD asks for a retry if such a file is refused, and then knows the upload no more", async () => {
	const bytes = drawn(1).fill(0, 4);
	const id = await create(bytes);
	afterFind = () => staging.write(id, 0, inOnePiece(bytes));
	expect((await send("HEAD", `${URL_OF_UPLOADS}/${id}`, {})).status).toBe(423);
	expect((await send("HEAD", `${URL_OF_UPLOADS}/${id}`, {})).status).toBe(404);
});
