import { Elysia } from "elysia";
import { assetRoutes, scriptRoutes } from "../../frame/asset-routes.ts";
import type { BrowserScripts } from "../../frame/browser-scripts.ts";
import { page, type Site } from "../../frame/layout.tsx";
import { OWNER_CSS, styleSheet } from "../../frame/style-sheet.ts";
import type { OwnerGate } from "../../sign-in/gate.ts";
import { redirectToSignIn } from "../../sign-in/redirect-to-sign-in.ts";
import { type FormParts, receiveForm } from "../form/receive-form.ts";
import { UPLOADS_PATH } from "../resumable/path.ts";
import { UploadPage, type UploadPageProps } from "./upload-page.tsx";

const SCRIPT = { name: "upload", entry: new URL("../browser/main.ts", import.meta.url) };
const STYLE = styleSheet("upload.css", [OWNER_CSS, new URL("./upload.css", import.meta.url)]);

/** Serves `/upload`: the upload page, for browsers with and without script. */
export function uploadPageRoutes(
	parts: FormParts & {
		readonly gate: Pick<OwnerGate, "isOwner" | "requireOwner">;
		readonly site: Site;
		readonly scripts: BrowserScripts;
		readonly maxFileBytes: number;
	},
): Elysia {
	const { gate, site, scripts, maxFileBytes } = parts;

	async function uploadPage(result: UploadPageProps["result"], status = 200): Promise<Response> {
		const frame = {
			title: "Upload",
			isOwner: true,
			site,
			styleSheets: [STYLE],
			scripts: [await scripts.bundle(SCRIPT)],
		};
		const props = { result, maxFileBytes, endpoint: UPLOADS_PATH };
		return page(frame, <UploadPage {...props} />, status);
	}

	const app = new Elysia({ detail: { hide: true } });
	app.use(assetRoutes(STYLE)).use(scriptRoutes(scripts, SCRIPT));
	app.get("/upload", ({ request }) =>
		gate.isOwner(request) ? uploadPage(null) : redirectToSignIn(request),
	);
	app.post(
		"/upload",
		async ({ request }) => {
			gate.requireOwner(request);
			const { photos, rejected } = await receiveForm(request, parts);
			if (rejected.length === 0) return Response.redirect("/", 303);
			const result = { accepted: photos.length, rejected };
			return uploadPage(result, photos.length > 0 ? 202 : 422);
		},
		{ parse: "none" },
	);
	return app;
}
