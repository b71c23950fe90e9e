import { Elysia, t } from "elysia";
import { WidthwiseError } from "widthwise";
import { assetAt } from "../pages/assets.ts";
import { homePage } from "../pages/home.tsx";
import { page } from "../pages/layout.tsx";
import { NeedsScript } from "../pages/needs-script.tsx";
import { PhotoHead } from "../pages/photo/photo-head.tsx";
import { PhotoPage } from "../pages/photo/photo-page.tsx";
import { stageRules } from "../pages/photo/stage-size.ts";
import { photoName } from "../pages/photo-words.ts";
import { isPhotoId } from "../photo-id.ts";
import { shownPosition } from "../rough-position.ts";
import type { Services } from "../services.ts";
import { siteOrigin } from "../site-origin.ts";
import { sendAllText, takesEncoding } from "../text-response.ts";

const PHOTOS_PER_PAGE = 60;

/** The pages people look at, and the files these load. */
export function pageRoutes({ config, gate, pipeline }: Services): Elysia {
	const { catalogue } = pipeline;
	const app = new Elysia({ detail: { hide: true } });
	app.get("/assets/:hash/:name", ({ path, request }) => {
		const asset = assetAt(path);
		if (!asset) throw new WidthwiseError("not-found", `Nothing is at ${path}`);
		const isSmall = takesEncoding(request, "gzip");
		return new Response(isSmall ? asset.gzip : asset.body, {
			headers: {
				"Content-Type": asset.contentType,
				"Cache-Control": "public, max-age=31536000, immutable",
				"X-Content-Type-Options": "nosniff",
				Vary: "Accept-Encoding",
				...(isSmall && { "Content-Encoding": "gzip" }),
			},
		});
	});
	app.mapResponse(sendAllText);
	app.get(
		"/",
		async ({ request, query }) => {
			const isOwner = gate.isOwner(request);
			const found = await catalogue.list({
				cursor: query.cursor ?? null,
				limit: PHOTOS_PER_PAGE,
				publishedOnly: !isOwner,
			});
			const { content, styles } = homePage(found, config);
			const scripts = isOwner ? (["archive", "live"] as const) : (["archive"] as const);
			const head = <NeedsScript slot="grid" oneIn={config.needsSample} isOwner={isOwner} />;
			return page({ title: null, isOwner, site: config, scripts, styles, head }, content);
		},
		{ query: t.Object({ cursor: t.Optional(t.String()) }) },
	);
	app.get("/photos/:id", async ({ request, params }) => {
		const photo = isPhotoId(params.id) ? await catalogue.find(params.id) : null;
		if (photo?.status !== "published") throw noSuchPhoto();
		const [neighbours, position = null] = await Promise.all([
			catalogue.neighbours(photo),
			shownPosition(catalogue, photo),
		]);
		const origin = siteOrigin(config, request);
		const facts = { photo, position, addresses: config };
		const isOwner = gate.isOwner(request);
		return page(
			{
				title: photoName(photo),
				isOwner,
				site: config,
				scripts: ["photo"],
				styles: stageRules(photo),
				head: (
					<>
						<PhotoHead {...facts} origin={origin} siteName={config.siteName} />
						<NeedsScript slot="photo" oneIn={config.needsSample} isOwner={isOwner} />
					</>
				),
			},
			<PhotoPage
				{...facts}
				neighbours={neighbours}
				link={`${origin}/photos/${photo.id}`}
				isOwner={isOwner}
			/>,
		);
	});
	return app;
}

function noSuchPhoto(): WidthwiseError {
	return new WidthwiseError("not-found", "There is no such photo");
}
