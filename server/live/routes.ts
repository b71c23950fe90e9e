import { Elysia } from "elysia";
import type { PartsOf } from "../http/parts-of.ts";
import { eventsRoutes } from "./events-routes.ts";
import { stagesRoutes } from "./stages-routes.ts";

const ROUTES = [eventsRoutes, stagesRoutes] as const;

/** How photos change: as events, and when asked. */
export function liveRoutes(parts: PartsOf<typeof ROUTES>): Elysia {
	const app = new Elysia();
	for (const routes of ROUTES) app.use(routes(parts));
	return app;
}
