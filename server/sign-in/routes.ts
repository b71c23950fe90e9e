import { Elysia } from "elysia";
import type { PartsOf } from "../http/parts-of.ts";
import { sessionsRoutes } from "./sessions-routes.tsx";
import { signInOutRoutes } from "./sign-in-routes.tsx";

const ROUTES = [signInOutRoutes, sessionsRoutes] as const;

/** Serves signing in and out, the password and the sessions. */
export function signInRoutes(parts: PartsOf<typeof ROUTES>): Elysia {
	const app = new Elysia();
	for (const routes of ROUTES) app.use(routes(parts));
	return app;
}
