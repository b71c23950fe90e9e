import type { PhotoQueue } from "@widthwise/worker/queue";
import { Elysia } from "elysia";
import { createLoadOnce } from "widthwise/internal";
import type { OwnerGate } from "../sign-in/gate.ts";
import { redirectToSignIn } from "../sign-in/redirect-to-sign-in.ts";

const PATH = "/admin/queue";

/**
 * What its pages may load and run: what comes from here. The board's own page asks a third party for
 * fonts, and does without them.
 */
const POLICY = [
	"default-src 'self'",
	"style-src 'self' 'unsafe-inline'",
	"img-src 'self' data:",
	"base-uri 'self'",
	"form-action 'self'",
	"frame-ancestors 'none'",
].join("; ");

type Asking = { readonly request: Request; readonly path: string };

/** `/admin/queue`: the queue's board, to look at jobs and to act on them; for the owner alone. */
export function queueBoardRoutes(parts: {
	readonly gate: Pick<OwnerGate, "isOwner" | "requireOwner">;
	readonly queue: Pick<PhotoQueue, "bull">;
}): Elysia {
	const { gate, queue } = parts;
	// A large program that most visits never need.
	const board = createLoadOnce(async () => {
		const { createQueueBoard } = await import("./queue-board.ts");
		return createQueueBoard(queue.bull, PATH);
	});

	async function answer({ request, path }: Asking): Promise<Response> {
		if (isPage(request.method, path) && !gate.isOwner(request)) return redirectToSignIn(request);
		gate.requireOwner(request);
		return guarded(await (await board.get()).handle(request));
	}

	const app = new Elysia();
	// The board reads bodies by itself.
	const hook = { parse: "none", detail: { hide: true } } as const;
	app.all(PATH, answer, hook).all(`${PATH}/*`, answer, hook);
	return app;
}

/** A visit by a person, who is sent to the sign-in page; scripts are told in their language. */
function isPage(method: string, path: string): boolean {
	return method === "GET" && !/^\/admin\/queue\/(api|static)\//.test(path);
}

/** The answer as it may leave: without links to third parties, and with orders to load nothing from them. */
async function guarded(response: Response): Promise<Response> {
	const headers = new Headers(response.headers);
	headers.set("Cache-Control", "no-store");
	headers.set("X-Content-Type-Options", "nosniff");
	if (!headers.get("content-type")?.startsWith("text/html")) {
		return new Response(response.body, { status: response.status, headers });
	}
	headers.set("Content-Security-Policy", POLICY);
	const html = (await response.text()).replace(/<link[^>]+href="https?:[^>]*>/g, "");
	return new Response(html, { status: response.status, headers });
}
