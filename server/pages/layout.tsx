import type { ComponentChildren, VNode } from "preact";
import { renderToStringAsync } from "preact-render-to-string";
import { ASSET_PATHS } from "./assets.ts";

/** What every page is framed with. */
export type Frame = {
	/** What the browser's tab says. */
	readonly title: string;
	readonly isOwner: boolean;
	/** Whether the page should follow photos as their status changes. */
	readonly isLive?: boolean;
};

/**
 * Renders a page into a response: server-rendered, nothing loaded from a third party, never cached,
 * since what the owner sees differs from what visitors see.
 *
 * @example
 * return page({ title: "Photos", isOwner: false }, <main>...</main>);
 */
export async function page(
	frame: Frame,
	content: ComponentChildren,
	status = 200,
): Promise<Response> {
	const html = await renderToStringAsync(<Document {...frame}>{content}</Document>);
	return new Response(`<!doctype html>${html}`, {
		status,
		headers: {
			"Content-Type": "text/html; charset=utf-8",
			"Cache-Control": "no-store",
			"Content-Security-Policy":
				"default-src 'self'; img-src * data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
			"X-Content-Type-Options": "nosniff",
			"Referrer-Policy": "strict-origin-when-cross-origin",
		},
	});
}

function Document({
	title,
	isOwner,
	isLive = false,
	children,
}: Frame & { readonly children?: ComponentChildren }): VNode {
	return (
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<title>{title}</title>
				<link rel="stylesheet" href={ASSET_PATHS.style} />
				<link rel="icon" href="data:," />
				{isLive && <script src={ASSET_PATHS.live} defer />}
			</head>
			<body>
				<header>
					<a class="home" href="/">
						Photos
					</a>
					<nav>{isOwner ? <OwnerLinks /> : <a href="/sign-in">Sign in</a>}</nav>
				</header>
				{children}
			</body>
		</html>
	);
}

function OwnerLinks(): VNode {
	return (
		<>
			<a href="/upload">Upload</a>
			<form method="post" action="/sign-out">
				<button type="submit">Sign out</button>
			</form>
		</>
	);
}
