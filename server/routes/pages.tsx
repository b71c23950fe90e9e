import { Elysia, t } from "elysia";
import { WidthwiseError } from "widthwise";
import { ASSETS } from "../pages/assets.ts";
import { HomePage } from "../pages/home.tsx";
import { page } from "../pages/layout.tsx";
import { PhotoPage } from "../pages/photo.tsx";
import { isPhotoId } from "../photo-id.ts";
import type { Services } from "../services.ts";

const PHOTOS_PER_PAGE = 60;

/** The pages people look at, and the files these load. */
export function pageRoutes({ config, gate, pipeline }: Services): Elysia {
	const { catalogue } = pipeline;
	const app = new Elysia({ detail: { hide: true } });
	app.get(
		"/",
		async ({ request, query }) => {
			const isOwner = gate.isOwner(request);
			const { photos, cursor } = await catalogue.list({
				cursor: query.cursor ?? null,
				limit: PHOTOS_PER_PAGE,
				publishedOnly: !isOwner,
			});
			return page(
				{ title: "Photos", isOwner, isLive: isOwner },
				<HomePage photos={photos} cursor={cursor} addresses={config} />,
			);
		},
		{ query: t.Object({ cursor: t.Optional(t.String()) }) },
	);
	app.get("/photos/:id", async ({ request, params }) => {
		const photo = isPhotoId(params.id) ? await catalogue.find(params.id) : null;
		if (photo?.status !== "published") return missing(gate.isOwner(request));
		return page(
			{ title: photo.title ?? photo.filename, isOwner: gate.isOwner(request) },
			<PhotoPage photo={photo} addresses={config} />,
		);
	});
	app.get("/assets/:hash/:name", ({ path }) => {
		const asset = ASSETS.get(path);
		if (!asset) throw new WidthwiseError("not-found", `Nothing is at ${path}`);
		return new Response(asset.body, {
			headers: {
				"Content-Type": asset.contentType,
				"Cache-Control": "public, max-age=31536000, immutable",
				"X-Content-Type-Options": "nosniff",
			},
		});
	});
	return app;
}

function missing(isOwner: boolean): Promise<Response> {
	return page(
		{ title: "Not found", isOwner },
		<main class="narrow">
			<h1>There is no such photo</h1>
			<p>
				<a href="/">All photos</a>
			</p>
		</main>,
		404,
	);
}
