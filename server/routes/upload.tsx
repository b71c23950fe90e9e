import { Elysia } from "elysia";
import { page } from "../pages/layout.tsx";
import { UploadPage } from "../pages/upload.tsx";
import { receiveForm } from "../receive-form.ts";
import type { Services } from "../services.ts";

/** The upload form, for browsers with and without script. */
export function uploadRoutes(services: Services): Elysia {
	const { gate } = services;
	const app = new Elysia({ detail: { hide: true } });
	app.get("/upload", ({ request }) => {
		if (!gate.isOwner(request)) return Response.redirect("/sign-in", 303);
		return page({ title: "Upload", isOwner: true }, <UploadPage accepted={0} rejected={[]} />);
	});
	app.post(
		"/upload",
		async ({ request }) => {
			gate.requireOwner(request);
			const { photos, rejected } = await receiveForm(request, services);
			if (rejected.length === 0) return Response.redirect("/", 303);
			return page(
				{ title: "Upload", isOwner: true },
				<UploadPage accepted={photos.length} rejected={rejected} />,
				photos.length > 0 ? 202 : 422,
			);
		},
		{ parse: "none" },
	);
	return app;
}
