import { Elysia } from "elysia";
import type { PartsOf } from "../http/parts-of.ts";
import { deleteRoutes } from "./delete-routes.tsx";
import { editRoutes } from "./edit-routes.tsx";
import { listRoutes } from "./list-routes.tsx";
import { publishAgainRoutes } from "./publish-again-routes.ts";

const ROUTES = [listRoutes, editRoutes, deleteRoutes, publishAgainRoutes] as const;

/** The desk: the owner's photos to edit, choose and delete, and what failed. */
export function deskRoutes(parts: PartsOf<typeof ROUTES>): Elysia {
	const app = new Elysia();
	for (const routes of ROUTES) app.use(routes(parts));
	return app;
}
