import { Elysia } from "elysia";
import type { PartsOf } from "../http/parts-of.ts";
import { dateRoutes } from "./date-routes.tsx";
import { deleteRoutes } from "./delete-routes.tsx";
import { editRoutes } from "./edit-routes.tsx";
import { listRoutes } from "./list-routes.tsx";
import { selectedOriginalsRoutes } from "./originals-routes.tsx";
import { positionsRoutes } from "./positions-routes.tsx";
import { publishAgainRoutes } from "./publish-again-routes.ts";
import { queueRoutes } from "./queue-routes.tsx";
import { titlesRoutes } from "./titles-routes.tsx";
import { trashRoutes } from "./trash-routes.tsx";

const ROUTES = [
	listRoutes,
	editRoutes,
	deleteRoutes,
	dateRoutes,
	titlesRoutes,
	positionsRoutes,
	publishAgainRoutes,
	queueRoutes,
	selectedOriginalsRoutes,
	trashRoutes,
] as const;

/** Serves the desk, where the owner edits, retries and deletes photos. */
export function deskRoutes(parts: PartsOf<typeof ROUTES>): Elysia {
	const app = new Elysia();
	for (const routes of ROUTES) app.use(routes(parts));
	return app;
}
