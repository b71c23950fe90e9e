import { Elysia } from "elysia";
import type { PartsOf } from "../http/parts-of.ts";
import { uploadFormRoutes } from "./form/routes.ts";
import { uploadPageRoutes } from "./page/routes.tsx";
import { resumableUploadRoutes } from "./resumable/routes.ts";

const ROUTES = [uploadPageRoutes, uploadFormRoutes, resumableUploadRoutes] as const;

/** Serves uploads: the page, forms, and resumable uploads. */
export function uploadRoutes(parts: PartsOf<typeof ROUTES>): Elysia {
	const app = new Elysia();
	for (const routes of ROUTES) app.use(routes(parts));
	return app;
}
