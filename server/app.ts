import { openapi } from "@elysiajs/openapi";
import { Elysia } from "elysia";
import { WidthwiseError } from "widthwise";
import { archiveRoutes } from "./archive/routes.tsx";
import { bucketsRoutes } from "./buckets/routes.tsx";
import { deskRoutes } from "./desk/routes.ts";
import { feedRoutes } from "./feeds/routes.ts";
import { errorPageResponse, isPageRequest } from "./frame/error-page-response.tsx";
import type { Site } from "./frame/layout.tsx";
import { frameRoutes } from "./frame/routes.ts";
import { errorResponse } from "./http/error-response.ts";
import { httpStatus } from "./http/error-status.ts";
import type { PartsOf } from "./http/parts-of.ts";
import { directImageRoutes, imageRoutes } from "./images/routes.ts";
import { liveRoutes } from "./live/routes.ts";
import { needsRoutes } from "./needs/routes.ts";
import { healthRoutes } from "./observe/routes.ts";
import { photoPageRoutes } from "./photo-page/routes.tsx";
import { photoRoutes } from "./photos/routes.ts";
import { queueBoardRoutes } from "./queue-board/routes.ts";
import type { OwnerGate } from "./sign-in/gate.ts";
import { signInRoutes } from "./sign-in/routes.ts";
import { uploadRoutes } from "./uploads/routes.ts";

/** All there is to ask for, a line for each folder. */
const FEATURES = [
	archiveRoutes,
	bucketsRoutes,
	deskRoutes,
	feedRoutes,
	frameRoutes,
	healthRoutes,
	imageRoutes,
	liveRoutes,
	needsRoutes,
	photoPageRoutes,
	photoRoutes,
	queueBoardRoutes,
	signInRoutes,
	uploadRoutes,
] as const;

/** What answers requests for which something went wrong. */
type ProblemParts = {
	readonly site: Site;
	readonly gate: Pick<OwnerGate, "isOwner">;
	/** Told of errors that are not the visitor's. */
	readonly onError: (error: unknown) => void;
};

/** The parts of the server that its features ask for, each for those it needs. */
export type AppParts = PartsOf<typeof FEATURES> & ProblemParts;

/**
 * The HTTP face: all routes, not yet listening.
 *
 * @example
 * const app = createApp(parts);
 * app.listen({ port: 3000, hostname: "127.0.0.1" });
 */
export function createApp(parts: AppParts): Elysia {
	const app = new Elysia({
		serve: {
			// Files are limited one by one while they stream; a form of many may be as large as it likes.
			maxRequestBodySize: Number.MAX_SAFE_INTEGER,
			// Seconds; uploads and event streams keep their connection busy.
			idleTimeout: 60,
			// Two servers on one port would share out its visitors at random: the second must fail.
			reusePort: false,
			development: false,
			routes: directImageRoutes(parts),
		},
	});
	answerProblems(app, parts);
	app.use(
		openapi({
			// The specification alone, at /openapi/json: its page would load scripts from a third party.
			provider: null,
			// /api/needs.csv is a call like the others.
			exclude: { staticFile: false },
			documentation: {
				info: { title: "Widthwise", version: "0.1.0", description: "On-demand image widths" },
				components: { securitySchemes: { owner: { type: "http", scheme: "bearer" } } },
			},
		}),
	);
	for (const routes of FEATURES) app.use(routes(parts));
	return app;
}

function answerProblems(app: Elysia, { site, gate, onError }: ProblemParts): void {
	app.onError(({ error, code, path, request }) => {
		const answer = (reason: unknown): Response | Promise<Response> =>
			isPageRequest(request, path)
				? errorPageResponse({ site, isOwner: gate.isOwner(request) }, reason)
				: errorResponse(reason);
		if (code === "NOT_FOUND") {
			return answer(new WidthwiseError("not-found", `Nothing is at ${path}`));
		}
		if (code === "VALIDATION") return answer(new WidthwiseError("bad-request", error.message));
		if (code === "PARSE") return answer(error.cause);
		if (httpStatus(error) >= 500) onError(error);
		return answer(error);
	});
}
