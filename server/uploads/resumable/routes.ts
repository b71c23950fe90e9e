import { Elysia } from "elysia";
import type { OwnerGate } from "../../sign-in/gate.ts";
import { UPLOADS_PATH } from "./path.ts";
import type { ResumableUploads } from "./uploads.ts";

/** Serves `/api/uploads`: resumable uploads by the tus protocol, for the owner alone. */
export function resumableUploadRoutes(parts: {
	readonly gate: Pick<OwnerGate, "requireOwner">;
	readonly uploads: Pick<ResumableUploads, "respond">;
}): Elysia {
	const { gate, uploads } = parts;
	const app = new Elysia();
	const answer = async ({ request }: { readonly request: Request }): Promise<Response> => {
		// The protocol's version, extensions and size limit are public.
		if (request.method !== "OPTIONS") gate.requireOwner(request);
		return uploads.respond(request);
	};
	// The tus library reads bodies itself.
	const hook = { parse: "none", detail: { hide: true } } as const;
	app.all(UPLOADS_PATH, answer, hook).all(`${UPLOADS_PATH}/:id`, answer, hook);
	return app;
}
