import type { Catalogue, Selections } from "@widthwise/worker/catalogue";
import { Elysia } from "elysia";
import { type Store, WidthwiseError } from "widthwise";
import { isPhotoId } from "widthwise/url";
import type { OwnerGate } from "../sign-in/gate.ts";
import { originalResponse } from "./original-response.ts";
import { zipResponse } from "./zip-response.ts";

const PATH = "/api/photos/:id/original";

/** Serves `/api/photos/:id/original` and `/api/originals.zip`: the owner's own files. */
export function originalRoutes(parts: {
	readonly catalogue: Pick<Catalogue, "find">;
	readonly selections: Pick<Selections, "ids">;
	readonly media: Pick<Store, "head" | "get" | "getRange">;
	readonly gate: Pick<OwnerGate, "requireOwner">;
	readonly site: { readonly siteName: string };
}): Elysia {
	const { catalogue, selections, media, gate, site } = parts;

	async function answer(request: Request, id: string): Promise<Response> {
		gate.requireOwner(request);
		const photo = isPhotoId(id) ? await catalogue.find(id) : null;
		if (!photo) throw new WidthwiseError("not-found", "No such photo");
		return originalResponse(request, photo, media);
	}

	const app = new Elysia();
	const owner = { tags: ["photos"], security: [{ owner: [] }] };
	const detail = { summary: "Download a photo's original, byte for byte", ...owner };
	app.get(PATH, ({ request, params }) => answer(request, params.id), { detail });
	app.head(PATH, ({ request, params }) => answer(request, params.id), { detail: { hide: true } });
	app.get(
		"/api/originals.zip",
		async ({ request, server }) => {
			gate.requireOwner(request);
			// The owner may pause the download, and nothing can continue it.
			server?.timeout(request, 0);
			const ids = await selections.ids({ search: { text: "", filter: "all" } });
			return zipResponse(site.siteName, ids, parts);
		},
		{ detail: { summary: "Download all originals as a ZIP", ...owner } },
	);
	return app;
}
