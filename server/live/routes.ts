import { Elysia } from "elysia";
import type { PartsOf } from "../http/parts-of.ts";
import { eventsRoutes } from "./events-routes.ts";
import { stagesRoutes } from "./stages-routes.ts";

const ROUTES = [eventsRoutes, stagesRoutes] as const;

/** Serves photos' status: as events, and on request. */
export function liveRoutes(parts: PartsOf<typeof ROUTES>): Elysia {
	const app = new Elysia();
	for (const routes of ROUTES) app.use(routes(parts));
	return app;
}
