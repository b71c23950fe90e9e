import { Elysia } from "elysia";
import { createLoadOnce } from "widthwise/internal";
import type { Asset } from "../frame/asset.ts";
import { scriptRoutes } from "../frame/asset-routes.ts";
import type { BrowserScripts } from "../frame/browser-scripts.ts";
import type { OwnerGate } from "../sign-in/gate.ts";
import { redirectToSignIn } from "../sign-in/redirect-to-sign-in.ts";
import type { Queues } from "./queue-board.ts";

const PATH = "/admin/queue/board";

/** Names the board's buttons for screen readers. */
const SCRIPT = { name: "board", entry: new URL("./browser/main.ts", import.meta.url) };

/**
 * Allows only the server's own files. The board's page would load fonts from a third party; it
 * works without them.
 */
const POLICY = [
	"default-src 'self'",
	"style-src 'self' 'unsafe-inline'",
	"img-src 'self' data:",
	"base-uri 'self'",
	"form-action 'self'",
	"frame-ancestors 'none'",
].join("; ");

type BoardRequest = { readonly request: Request; readonly path: string };

/** Serves `/admin/queue/board`: the board of the queues, where engineers see and manage jobs. */
export function queueBoardRoutes(
	parts: Queues & {
		readonly gate: Pick<OwnerGate, "isOwner" | "requireOwner">;
		readonly scripts: BrowserScripts;
	},
): Elysia {
	const { gate, queue, backgroundQueue, scripts } = parts;
	// Loaded at the first request: Bull Board is large and rarely needed.
	const board = createLoadOnce(async () => {
		const { createQueueBoard } = await import("./queue-board.ts");
		return createQueueBoard({ queue, backgroundQueue }, PATH);
	});

	async function answer({ request, path }: BoardRequest): Promise<Response> {
		if (isPage(request.method, path) && !gate.isOwner(request)) return redirectToSignIn(request);
		gate.requireOwner(request);
		const response = await (await board.get()).handle(withLongHost(request));
		return secure(response, await scripts.bundle(SCRIPT));
	}

	const app = new Elysia();
	app.use(scriptRoutes(scripts, SCRIPT));
	// The board reads request bodies itself.
	const hook = { parse: "none", detail: { hide: true } } as const;
	app.all(PATH, answer, hook).all(`${PATH}/*`, answer, hook);
	return app;
}

/**
 * Whether a request is for a page, where visitors are redirected to sign in, not for a file or the
 * API.
 */
function isPage(method: string, path: string): boolean {
	return method === "GET" && !/^\/admin\/queue\/board\/(api|static)\//.test(path);
}

/** The board's router finds the path only behind host names of four characters and more. */
function withLongHost(request: Request): Request {
	const { pathname, search } = new URL(request.url);
	return new Request(`http://localhost${pathname}${search}`, request);
}

/** Adds security headers and our script, and removes links to third parties. */
async function secure(response: Response, script: Asset): Promise<Response> {
	const headers = new Headers(response.headers);
	headers.set("Cache-Control", "no-store");
	headers.set("X-Content-Type-Options", "nosniff");
	if (!headers.get("content-type")?.startsWith("text/html")) {
		return new Response(response.body, { status: response.status, headers });
	}
	headers.set("Content-Security-Policy", POLICY);
	const element = `<script type="module" src="${script.path}"></script></head>`;
	const html = withoutOtherSites(await response.text()).replace("</head>", element);
	return new Response(html, { status: response.status, headers });
}

/** HTML without the `link` elements that load something from another site. */
function withoutOtherSites(html: string): string {
	const [before = "", ...parts] = html.split("<link ");
	const rest = parts.map((part) => {
		const end = part.indexOf(">");
		return /href="https?:/.test(part.slice(0, end)) ? part.slice(end + 1) : `<link ${part}`;
	});
	return before + rest.join("");
}
