import { access, constants, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Store, WidthwiseError } from "widthwise";
import type { StoreLocation, StoreLocations } from "widthwise/settings";
import { createFolderStore, TEMP_FOLDER } from "widthwise/store/folder";
import { cleanLeftovers } from "./clean-leftovers.ts";

/** A store and its health check. */
export type OpenStore = {
	readonly store: Store;
	/** Rejects with a `WidthwiseError` (`unavailable`) if the store cannot be used now. */
	check(): Promise<void>;
};

/** The stores of a pipeline. */
export type Stores = { readonly media: OpenStore; readonly publicStore: OpenStore };

/** Objects in the public store are named after their content and never change. */
const IMMUTABLE = "public, max-age=31536000, immutable";

/** Listing a prefix that no key has is the cheapest way to check that a bucket can be used. */
const UNUSED_PREFIX = "readyz";

/**
 * Opens both stores and checks that they can be used. A bucket that these settings (credentials, name,
 * region) cannot open keeps the process from starting. A server that does not answer does not, because
 * it may be back soon.
 *
 * @param onError called if a server does not answer
 * @throws {WidthwiseError} `misconfigured`, naming the setting that is wrong
 *
 * @example
 * const { media, publicStore } = await openStores(settings.stores, log.error);
 */
export async function openStores(
	locations: StoreLocations,
	onError: (error: unknown) => void,
): Promise<Stores> {
	const [media, publicStore] = await Promise.allSettled([
		openStore(locations.media, undefined, onError),
		openStore(locations.publicStore, IMMUTABLE, onError),
	]);
	if (media.status === "fulfilled" && publicStore.status === "fulfilled") {
		return { media: media.value, publicStore: publicStore.value };
	}
	// Report the problems of both stores together.
	const problems = [media, publicStore].flatMap((store) =>
		store.status === "rejected" ? [reasonOf(store.reason)] : [],
	);
	throw new WidthwiseError("misconfigured", problems.join("\n"));
}

function openStore(
	location: StoreLocation,
	cacheControl: string | undefined,
	onError: (error: unknown) => void,
): Promise<OpenStore> {
	return location.kind === "s3"
		? openBucket(location, cacheControl, onError)
		: openFolder(location.setting, location.folder);
}

async function openBucket(
	location: Extract<StoreLocation, { kind: "s3" }>,
	cacheControl: string | undefined,
	onError: (error: unknown) => void,
): Promise<OpenStore> {
	// The S3 client is large: servers with photos in folders do not load it.
	const { createS3Store, isSetupFailure } = await import("widthwise/store/s3");
	const store = createS3Store({ ...location, cacheControl });
	const check = async (): Promise<void> => void (await Array.fromAsync(store.list(UNUSED_PREFIX)));
	try {
		await check();
	} catch (error) {
		const name = `${location.setting} (s3://${location.bucket})`;
		if (isSetupFailure(error)) throw startProblem(name, error);
		const message = `${name} does not answer: started without it, see /readyz for its state`;
		onError(new WidthwiseError("unavailable", message, { cause: error }));
	}
	return { store, check };
}

async function openFolder(setting: string, folder: string): Promise<OpenStore> {
	const check = async (): Promise<void> => {
		try {
			await access(folder, constants.R_OK | constants.W_OK);
		} catch (cause) {
			throw new WidthwiseError("unavailable", "The store's folder cannot be used", { cause });
		}
	};
	// Created only at the start: later, a missing folder may mean that a disk is not mounted.
	await mkdir(folder, { recursive: true }).catch(() => {});
	await check().catch((error: unknown) => {
		const { code, message } = startProblem(`${setting} (${folder})`, error);
		throw new WidthwiseError(code, `${message}: make it writable, or set DATA_DIR or ${setting}`);
	});
	await cleanLeftovers(join(folder, TEMP_FOLDER));
	return { store: createFolderStore({ folder }), check };
}

function startProblem(name: string, error: unknown): WidthwiseError {
	return new WidthwiseError("misconfigured", `${name}: ${reasonOf(error)}`);
}

function reasonOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
