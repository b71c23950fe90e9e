import type { ArchiveOrder, Catalogue, Photo } from "@widthwise/worker/catalogue";
import { Elysia } from "elysia";
import { WidthwiseError } from "widthwise";
import { isPhotoId } from "widthwise/url";
import { scriptRoutes } from "../frame/asset-routes.ts";
import type { BrowserScripts } from "../frame/browser-scripts.ts";
import { page, type Site } from "../frame/layout.tsx";
import { type SiteAddress, siteOrigin } from "../http/site-origin.ts";
import { sendAllText } from "../http/text-response.ts";
import { needsScript } from "../needs/needs-script.tsx";
import { findPublicPosition } from "../photos/approximate-position.ts";
import type { Licence } from "../photos/licence.ts";
import type { ImageAddresses } from "../photos/photo-json.ts";
import { photoName } from "../photos/photo-text.ts";
import { forVisitors, type VisitorsPhoto } from "../photos/shown-photo.ts";
import type { OwnerGate } from "../sign-in/gate.ts";
import { PhotoHead } from "./photo-head.tsx";
import { PhotoPage } from "./photo-page.tsx";
import { stageRules } from "./stage-size.ts";

const SCRIPT = { name: "photo", entry: new URL("./browser/main.ts", import.meta.url) };

/** Serves `/photos/:id`: a page for each published photo. */
export function photoPageRoutes(parts: {
	readonly catalogue: Pick<Catalogue, "find" | "findPosition" | "neighbours">;
	readonly gate: Pick<OwnerGate, "isOwner">;
	readonly site: Site &
		SiteAddress &
		ImageAddresses &
		Licence & { readonly archiveOrder: ArchiveOrder };
	readonly scripts: BrowserScripts;
	/** One page view in this many reports its needed widths; 0: none. */
	readonly needsSample: number;
}): Elysia {
	const { catalogue, gate, site, scripts, needsSample } = parts;
	const app = new Elysia({ detail: { hide: true } });
	app.use(scriptRoutes(scripts, SCRIPT));
	app.mapResponse(sendAllText);
	app.get("/photos/:id", async ({ request, params }) => {
		const record = isPhotoId(params.id) ? await catalogue.find(params.id) : null;
		if (record?.status !== "published") {
			throw new WidthwiseError("not-found", "No such photo");
		}
		const [neighbours, position = null] = await Promise.all([
			catalogue.neighbours(record, site.archiveOrder),
			findPublicPosition(catalogue, record),
		]);
		// The owner sees here what visitors see.
		const show = (photo: Photo): VisitorsPhoto => forVisitors(photo, site.publicWords);
		const photo = show(record);
		const link = `${siteOrigin(site, request)}/photos/${photo.id}`;
		const props = { photo, position, addresses: site, licence: site, link };
		const isOwner = gate.isOwner(request);
		const needs = await needsScript(scripts, { slot: "photo", oneIn: needsSample, isOwner });
		const frame = {
			title: photoName(photo),
			isOwner,
			site,
			scripts: [await scripts.bundle(SCRIPT)],
			styles: stageRules(photo),
			head: (
				<>
					<PhotoHead {...props} siteName={site.siteName} />
					{needs}
				</>
			),
		};
		return page(
			frame,
			<PhotoPage
				{...props}
				newer={neighbours.newer && show(neighbours.newer)}
				older={neighbours.older && show(neighbours.older)}
				isOwner={isOwner}
			/>,
		);
	});
	return app;
}
