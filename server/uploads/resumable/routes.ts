import { Elysia } from "elysia";
import type { OwnerGate } from "../../sign-in/gate.ts";
import { UPLOADS_PATH } from "./path.ts";
import type { ResumableUploads } from "./uploads.ts";

/** `/api/uploads`: uploads that can be resumed, by the tus protocol; for the owner alone. */
export function resumableUploadRoutes(parts: {
	readonly gate: Pick<OwnerGate, "requireOwner">;
	readonly uploads: Pick<ResumableUploads, "respond">;
}): Elysia {
	const { gate, uploads } = parts;
	const app = new Elysia();
	const answer = async ({ request }: { readonly request: Request }): Promise<Response> => {
		// Anybody may ask what is spoken here, and up to which size.
		if (request.method !== "OPTIONS") gate.requireOwner(request);
		return uploads.respond(request);
	};
	// The protocol's library reads bodies by itself.
	const hook = { parse: "none", detail: { hide: true } } as const;
	app.all(UPLOADS_PATH, answer, hook).all(`${UPLOADS_PATH}/:id`, answer, hook);
	return app;
}
