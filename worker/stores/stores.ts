import { access, constants, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Store, WidthwiseError } from "widthwise";
import type { StorePlace, StorePlaces } from "widthwise/settings";
import { createFolderStore, STAGING } from "widthwise/store/folder";
import { cleanLeftovers } from "./clean-leftovers.ts";

/** A store, and whether it can be used right now. */
export type OpenStore = {
	readonly store: Store;
	/** Rejects with a `WidthwiseError` (`unavailable`) that says what is wrong. */
	check(): Promise<void>;
};

/** The stores of a pipeline. */
export type Stores = { readonly media: OpenStore; readonly publicStore: OpenStore };

/** Everything in the public store is named after its content: it never changes. */
const IMMUTABLE = "public, max-age=31536000, immutable";

/** Looking for a key that nothing has costs no more than asking whether the bucket is there. */
const NO_KEY = "readyz";

/**
 * Opens the stores, and asks each whether it can be used. A bucket that is not to be had with these
 * settings (credentials, name, region) keeps the process from starting; a server that does not answer
 * does not, because it will be back.
 *
 * @param onError told of a server that does not answer
 * @throws {WidthwiseError} `misconfigured`, naming the setting that is wrong
 *
 * @example
 * const { media, publicStore } = await openStores(settings.stores, console.error);
 */
export async function openStores(
	places: StorePlaces,
	onError: (error: unknown) => void,
): Promise<Stores> {
	const [media, publicStore] = await Promise.allSettled([
		openStore(places.media, undefined, onError),
		openStore(places.publicStore, IMMUTABLE, onError),
	]);
	if (media.status === "fulfilled" && publicStore.status === "fulfilled") {
		return { media: media.value, publicStore: publicStore.value };
	}
	// What is wrong with either is said at once.
	const problems = [media, publicStore].flatMap((store) =>
		store.status === "rejected" ? [reasonOf(store.reason)] : [],
	);
	throw new WidthwiseError("misconfigured", problems.join("\n"));
}

function openStore(
	place: StorePlace,
	cacheControl: string | undefined,
	onError: (error: unknown) => void,
): Promise<OpenStore> {
	return place.kind === "s3"
		? openBucket(place, cacheControl, onError)
		: openFolder(place.setting, place.folder);
}

async function openBucket(
	place: Extract<StorePlace, { kind: "s3" }>,
	cacheControl: string | undefined,
	onError: (error: unknown) => void,
): Promise<OpenStore> {
	// The client is large: who keeps photos in folders does not load it.
	const { createS3Store, isSetupFailure } = await import("widthwise/store/s3");
	const store = createS3Store({ ...place, cacheControl });
	const check = async (): Promise<void> => void (await Array.fromAsync(store.list(NO_KEY)));
	try {
		await check();
	} catch (error) {
		const name = `${place.setting} (s3://${place.bucket})`;
		if (isSetupFailure(error)) throw startProblem(name, error);
		const away = `${name} does not answer: started without it, /readyz tells when it is there`;
		onError(new WidthwiseError("unavailable", away, { cause: error }));
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
	// Made now or never: later, a folder that is missing may be a disk that is.
	await mkdir(folder, { recursive: true }).catch(() => {});
	await check().catch((error: unknown) => {
		const { code, message } = startProblem(`${setting} (${folder})`, error);
		throw new WidthwiseError(code, `${message}: make it writable, or set DATA_DIR or ${setting}`);
	});
	await cleanLeftovers(join(folder, STAGING));
	return { store: createFolderStore({ folder }), check };
}

function startProblem(place: string, error: unknown): WidthwiseError {
	return new WidthwiseError("misconfigured", `${place}: ${reasonOf(error)}`);
}

function reasonOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
