import { openapi } from "@elysiajs/openapi";
import { Elysia } from "elysia";
import { httpStatus, WidthwiseError } from "widthwise";
import { errorResponse } from "./error-response.ts";
import { problemPage, wantsPage } from "./problem-page.tsx";
import { bucketsRoutes } from "./routes/buckets.tsx";
import { deskRoutes } from "./routes/desk.tsx";
import { eventRoutes } from "./routes/events.ts";
import { feedRoutes } from "./routes/feeds.ts";
import { healthRoutes } from "./routes/health.ts";
import { directMediaRoutes, mediaRoutes } from "./routes/media.ts";
import { needsRoutes } from "./routes/needs.ts";
import { pageRoutes } from "./routes/pages.tsx";
import { photoRoutes } from "./routes/photos.ts";
import { publishAgainRoutes } from "./routes/publish-again.ts";
import { queueBoardRoutes } from "./routes/queue-board.ts";
import { scriptRoutes } from "./routes/scripts.ts";
import { signInRoutes } from "./routes/sign-in.tsx";
import { signInsRoutes } from "./routes/sign-ins.tsx";
import { uploadRoutes } from "./routes/upload.tsx";
import { resumableUploadRoutes } from "./routes/uploads.ts";
import type { Services } from "./services.ts";

/**
 * The HTTP face: all routes over the services, not yet listening.
 *
 * @example
 * const app = createApp(services).listen({ port: 3000, hostname: "127.0.0.1" });
 */
export function createApp(services: Services): Elysia {
	const app = new Elysia({
		serve: {
			// Files are limited one by one while they stream; a form of many may be as large as it likes.
			maxRequestBodySize: Number.MAX_SAFE_INTEGER,
			// Seconds; uploads and event streams keep their connection busy.
			idleTimeout: 60,
			// Two servers on one port would share out its visitors at random: the second must fail.
			reusePort: false,
			development: false,
			routes: directMediaRoutes(services),
		},
	});
	app.onError(({ error, code, path, request }) => {
		const answer = (reason: unknown): Response | Promise<Response> =>
			wantsPage(request, path) ? problemPage(services, request, reason) : errorResponse(reason);
		if (code === "NOT_FOUND") {
			return answer(new WidthwiseError("not-found", `Nothing is at ${path}`));
		}
		if (code === "VALIDATION") return answer(new WidthwiseError("bad-request", error.message));
		if (code === "PARSE") return answer(error.cause);
		if (httpStatus(error) >= 500) services.onError(error);
		return answer(error);
	});
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
	app.use(mediaRoutes(services)).use(photoRoutes(services)).use(eventRoutes(services));
	app.use(healthRoutes(services)).use(uploadRoutes(services)).use(signInRoutes(services));
	app.use(pageRoutes(services)).use(feedRoutes(services)).use(queueBoardRoutes(services));
	app.use(resumableUploadRoutes(services)).use(needsRoutes(services)).use(bucketsRoutes(services));
	app.use(scriptRoutes(services)).use(deskRoutes(services)).use(signInsRoutes(services));
	app.use(publishAgainRoutes(services));
	return app;
}
