import { openapi } from "@elysiajs/openapi";
import type { Log } from "@widthwise/worker/logging";
import { Elysia } from "elysia";
import { WidthwiseError } from "widthwise";
import { directHomeRoutes } from "./archive/direct-home.ts";
import { archiveRoutes } from "./archive/routes.tsx";
import { bucketsRoutes } from "./buckets/routes.tsx";
import { deskRoutes } from "./desk/routes.ts";
import { feedRoutes } from "./feeds/routes.ts";
import { errorPageResponse, isPageRequest } from "./frame/error-page-response.tsx";
import type { Site } from "./frame/layout.tsx";
import { frameRoutes } from "./frame/routes.ts";
import { errorResponse, publicError } from "./http/error-response.ts";
import { httpStatus } from "./http/error-status.ts";
import { createWithHost } from "./http/host-header.ts";
import type { PartsOf } from "./http/parts-of.ts";
import { requestIdOf } from "./http/request-id.ts";
import { directImageRoutes, imageRoutes } from "./images/routes.ts";
import { liveRoutes } from "./live/routes.ts";
import { directNeedsRoutes } from "./needs/direct-needs.ts";
import { needsRoutes } from "./needs/routes.ts";
import type { Metrics } from "./observe/metrics.ts";
import type { RequestLog } from "./observe/request-log.ts";
import { healthRoutes } from "./observe/routes.ts";
import { originalRoutes } from "./originals/routes.ts";
import { photoPageRoutes } from "./photo-page/routes.tsx";
import { photoRoutes } from "./photos/routes.ts";
import { trashApiRoutes } from "./photos/trash-api-routes.ts";
import { queueBoardRoutes } from "./queue-board/routes.ts";
import type { OwnerGate } from "./sign-in/gate.ts";
import { signInRoutes } from "./sign-in/routes.ts";
import { uploadRoutes } from "./uploads/routes.ts";

/** The routes of each feature's folder. */
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
	originalRoutes,
	photoPageRoutes,
	photoRoutes,
	queueBoardRoutes,
	signInRoutes,
	trashApiRoutes,
	uploadRoutes,
] as const;

/** The parts that answer errors. */
type ErrorParts = {
	readonly site: Site;
	readonly gate: Pick<OwnerGate, "isOwner">;
	readonly metrics: Pick<Metrics, "refused">;
	readonly requests: RequestLog;
	/** Is called with errors that are not the visitor's fault. */
	readonly onError: Log["error"];
};

/** The parts of the server that any of its features needs. */
export type AppParts = PartsOf<typeof FEATURES> & ErrorParts;

/**
 * Creates the app with all routes; it does not listen yet.
 *
 * @example
 * const app = createApp(parts);
 * app.listen({ port: 3000, hostname: "127.0.0.1" });
 */
export function createApp(parts: AppParts): Elysia {
	const app: Elysia = new Elysia({
		// Otherwise paths are looked for behind the 11th character of the URL, which "http://nas/" has not.
		handler: { standardHostname: false },
		serve: {
			// The limit is per file, checked while the file streams; a form of many files has none.
			maxRequestBodySize: Number.MAX_SAFE_INTEGER,
			// Seconds; uploads and event streams keep their connection busy.
			idleTimeout: 60,
			// Otherwise a second server on the port would start and get a random part of the requests.
			reusePort: false,
			development: false,
			routes: {
				...directImageRoutes(parts),
				...directHomeRoutes(parts, (request) => app.fetch(request)),
				...directNeedsRoutes(parts, (request) => app.fetch(request)),
			},
		},
	});
	app.wrap(createWithHost(parts.requests.wrap));
	app.onTransform(({ request, route }) => parts.requests.noteRoute(request, route));
	answerErrors(app, parts);
	app.use(
		openapi({
			// Only the specification, at /openapi/json: the page would load scripts from a third party.
			provider: null,
			// By default, paths with a file extension, such as /api/needs.csv, are left out.
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

function answerErrors(app: Elysia, { site, gate, metrics, requests, onError }: ErrorParts): void {
	app.onError(({ error, code, path, request }) => {
		const answer = (reason: unknown): Response | Promise<Response> => {
			const { code } = publicError(reason);
			metrics.refused(code);
			requests.noteError(request, code);
			// "busy" is what a limit answers: strangers could fill the log.
			if (code !== "busy" && httpStatus(reason) >= 500) {
				onError(reason, { requestId: requestIdOf(request) });
			}
			return isPageRequest(request, path)
				? errorPageResponse({ site, isOwner: gate.isOwner(request) }, reason)
				: errorResponse(reason);
		};
		if (code === "NOT_FOUND") {
			return answer(new WidthwiseError("not-found", `Nothing found at ${path}`));
		}
		if (code === "VALIDATION") return answer(new WidthwiseError("bad-request", error.message));
		if (code === "PARSE") return answer(error.cause);
		return answer(error);
	});
}
