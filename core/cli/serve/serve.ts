import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { OnAnswered } from "../../delivery/deliver.ts";
import type { Engine } from "../../engines/engine.ts";
import { WidthwiseError } from "../../errors.ts";
import { createImageHandler, type ImageHandler } from "../../handler/image-handler.ts";
import { createFolderSource } from "../../source/folder.ts";
import { createFolderStore } from "../../store/folder/folder.ts";
import type { Store } from "../../store/store.ts";
import { PATH_ID } from "../../url/id-form.ts";
import { type UrlGrammar, urlGrammar } from "../../url/url-grammar.ts";
import { DEFAULT_BUCKETS, type WidthBuckets } from "../../url/width.ts";
import { type Command, defineCommand, FAILED, FINE } from "../arguments/command.ts";
import { UsageError } from "../arguments/usage-error.ts";
import { bucketsOf, countOf } from "../arguments/values.ts";
import { printable } from "../console/printable.ts";
import { formatBytes } from "../console/sizes.ts";
import type { Terminal } from "../console/terminal.ts";
import { findInputs } from "../files/inputs.ts";
import { isReadablePhoto } from "../files/photo-files.ts";
import { reasonOf } from "../files/reason.ts";
import { defaultThreads } from "../resize/with-engine.ts";
import { openCacheFolder } from "./cache-folder.ts";
import { startHttpServer } from "./http-server.ts";

const PORT = 3000;
const MAX_PORT = 65_535;

const ENDING = "Finishing the images that are being cut; Ctrl-C again ends at once";

/** `widthwise serve`: a folder as an image server. */
export const serve: Command = defineCommand(
	{
		usage: "<folder>",
		about: `Serves the photos of a folder, and of the folders inside, at the width that each request asks
for: /trips/a.jpg?width=400&dpr=2&format=webp. Private metadata is removed first. A photo that
changes is read again after a minute.`,
		options: {
			port: {
				type: "string",
				short: "p",
				value: "<number>",
				help: `default ${PORT}; 0 for any that is free`,
			},
			host: { type: "string", value: "<address>", help: "default 127.0.0.1: this machine only" },
			buckets: { type: "string", short: "b", value: "<list>", help: "the widths in pixels" },
			cache: {
				type: "string",
				value: "<folder>",
				help: "keep what was cut here; default: a temporary folder, deleted at the end",
			},
		},
		examples: [
			"serve ./photos",
			"serve ./photos --port 8080 --buckets 320,640,1280 --cache ./cache",
		],
	},
	async ({ values, names }, terminal) => {
		const [folder, ...others] = names;
		if (folder === undefined || others.length > 0) throw new UsageError("serve needs one folder");
		await checkFolder(folder);
		const { host = "127.0.0.1", port, buckets } = values;
		const rules = {
			folder,
			buckets: buckets === undefined ? DEFAULT_BUCKETS : bucketsOf("--buckets", buckets),
		};
		const address = { host, port: port === undefined ? PORT : portOf(port) };
		const concurrency = defaultThreads();
		const engine = await terminal.openEngine(concurrency);
		const cache = await openCacheFolder(values.cache ?? null);
		try {
			const urls = urlGrammar({ prefix: "/", id: PATH_ID });
			const store = createFolderStore({ folder: cache.path });
			const images = imagesOf(rules, { engine, concurrency, store, urls }, terminal);
			const server = await startHttpServer({ images, ...address, signal: terminal.signal });
			await printAddress(server.url, folder, urls, terminal);
			terminal.signal.addEventListener("abort", () => terminal.warn(ENDING), { once: true });
			await server.ended;
			return FINE;
		} catch (error) {
			terminal.warn(`${terminal.warningColours.red("Error:")} ${reasonOf(error).message}`);
			return FAILED;
		} finally {
			await engine.close();
			await cache.close();
		}
	},
);

async function checkFolder(path: string): Promise<void> {
	const found = await stat(path).catch(() => null);
	if (!found?.isDirectory()) throw new UsageError(`serve needs a folder, got ${path}`);
}

function portOf(text: string): number {
	return text === "0" ? 0 : countOf("--port", text, MAX_PORT);
}

function imagesOf(
	rules: { readonly folder: string; readonly buckets: WidthBuckets },
	parts: {
		readonly engine: Engine;
		readonly concurrency: number;
		readonly store: Store;
		readonly urls: UrlGrammar;
	},
	terminal: Terminal,
): ImageHandler {
	return createImageHandler({
		source: createFolderSource({ folder: resolve(rules.folder) }),
		...parts,
		buckets: rules.buckets,
		onAnswered: logTo(terminal),
		onError(error) {
			if (terminal.signal.aborted && isRefusal(error)) return;
			terminal.warn(printable(reasonOf(error).message));
		},
	});
}

/** Requests that arrive while the program ends are refused. */
function isRefusal(error: unknown): boolean {
	return error instanceof WidthwiseError && error.code === "unavailable";
}

function logTo(terminal: Terminal): OnAnswered {
	return ({ url }, { status, bucket, bytes }) => {
		const { pathname, search } = new URL(url);
		const width = bucket === null ? "" : `, ${bucket} px`;
		const line = `${status} ${pathname}${search}`;
		terminal.print(`${printable(line)} ${terminal.colours.dim(`(${formatBytes(bytes)}${width})`)}`);
	};
}

async function printAddress(
	url: string,
	folder: string,
	urls: UrlGrammar,
	terminal: Terminal,
): Promise<void> {
	const { inputs } = await findInputs([folder], { filter: isReadablePhoto, except: null });
	terminal.print(`${printable(folder)} is at ${terminal.colours.bold(`${url}/`)}`);
	const [first] = inputs;
	if (!first) return;
	const photoId = first.name.replaceAll("\\", "/");
	const path = urls.format({ photoId, width: 400, dpr: 1, format: null });
	terminal.print(`For example ${url}${path}`);
}
