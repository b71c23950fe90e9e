import type { Catalogue, Selections, VariantSets } from "@widthwise/worker/catalogue";
import type { Trash } from "@widthwise/worker/deletion";
import type { StoreLocation } from "@widthwise/worker/settings";
import { Elysia, t } from "elysia";
import { assetRoutes, scriptRoutes } from "../frame/asset-routes.ts";
import type { BrowserScripts } from "../frame/browser-scripts.ts";
import { page, type Site } from "../frame/layout.tsx";
import type { ImageAddresses } from "../photos/photo-json.ts";
import type { OwnerGate } from "../sign-in/gate.ts";
import type { OwnerPassword } from "../sign-in/password.ts";
import { redirectVisitors } from "../sign-in/redirect-to-sign-in.ts";
import { DeskPage } from "./desk-page.tsx";
import { DESK_STYLE } from "./desk-style.ts";
import { isSearching, readSearch, SEARCH_FIELDS } from "./search-query.ts";
import { createStorageUsed } from "./storage.ts";
import type { TrashedBatch } from "./trash-notice.tsx";

const PHOTOS_PER_PAGE = 60;
const MAX_FAILURES = 50;

const SCRIPT = { name: "desk", entry: new URL("./browser/main.ts", import.meta.url) };

/** Serves `/desk`: all of the owner's photos, and those that failed. */
export function listRoutes(parts: {
	readonly catalogue: Pick<
		Catalogue,
		"bytes" | "counts" | "failed" | "list" | "progress" | "trashedIds"
	>;
	readonly selections: Pick<Selections, "count">;
	readonly gate: Pick<OwnerGate, "isOwner">;
	readonly password: Pick<OwnerPassword, "isSet">;
	/** Where the public store is. */
	readonly publicLocation: StoreLocation;
	readonly site: Site & ImageAddresses;
	readonly scripts: BrowserScripts;
	readonly trash: Pick<Trash, "days">;
	/** The sets of variants that photos get. */
	readonly variantSets: VariantSets;
}): Elysia {
	const { catalogue, selections, gate, password, publicLocation, site, scripts, variantSets } =
		parts;
	const trashDays = parts.trash.days;
	const storageUsed = createStorageUsed({ catalogue, publicLocation });

	/** What is left in the trash of what was moved there at once. */
	async function findBatch(name: string | undefined): Promise<TrashedBatch | null> {
		const ids = name === undefined ? [] : await catalogue.trashedIds(name);
		return name === undefined || ids.length === 0 ? null : { name, photos: ids.length };
	}

	const app = new Elysia({ detail: { hide: true } });
	app.use(assetRoutes(DESK_STYLE)).use(scriptRoutes(scripts, SCRIPT));
	app.onBeforeHandle(redirectVisitors(gate));
	app.get(
		"/desk",
		async ({ query }) => {
			const search = readSearch(query);
			const [list, found, failed, counts, progress, storage, hasPassword, script] =
				await Promise.all([
					catalogue.list({
						cursor: query.cursor ?? null,
						limit: PHOTOS_PER_PAGE,
						publishedOnly: false,
						// The owner looks for what has just arrived.
						order: "uploaded",
						search,
					}),
					isSearching(search) ? selections.count(search) : null,
					catalogue.failed(MAX_FAILURES),
					catalogue.counts(),
					catalogue.progress(variantSets),
					storageUsed(),
					password.isSet(),
					scripts.bundle(SCRIPT),
				]);
			const props = {
				...list,
				trashed: await findBatch(query.trashed),
				trashDays,
				search,
				found,
				failed,
				counts,
				progress,
				storage,
				hasPassword,
				addresses: site,
			};
			const styleSheets = [DESK_STYLE];
			const frame = { title: "Desk", isOwner: true, site, styleSheets, scripts: [script] };
			return page(frame, <DeskPage {...props} />);
		},
		{
			query: t.Object({
				cursor: t.Optional(t.String()),
				trashed: t.Optional(t.String()),
				...SEARCH_FIELDS,
			}),
		},
	);
	return app;
}
