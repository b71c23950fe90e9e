import { Elysia } from "elysia";
import type { PartsOf } from "../http/parts-of.ts";
import { signInOutRoutes } from "./sign-in-routes.tsx";
import { signInsRoutes } from "./sign-ins-routes.tsx";

const ROUTES = [signInOutRoutes, signInsRoutes] as const;

/** Signing in and out, the password, and where the owner is signed in. */
export function signInRoutes(parts: PartsOf<typeof ROUTES>): Elysia {
	const app = new Elysia();
	for (const routes of ROUTES) app.use(routes(parts));
	return app;
}
