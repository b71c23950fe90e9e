import type { ComponentChildren, VNode } from "preact";
import { renderToStringAsync } from "preact-render-to-string";
import {
	type ContentSources,
	originOf,
	securityHeaders,
	styleHash,
} from "../http/security-headers.ts";
import { type Asset, ICON, TOUCH_ICON } from "./asset.ts";

/** The details of the site that every page needs. */
export type Site = {
	/** The name that visitors see. */
	readonly siteName: string;
	/** Where images are served, if not by this server. */
	readonly imageUrl: string;
	/** The style sheet of all pages. */
	readonly style: Asset;
	/** The web app manifest. */
	readonly manifest: Asset;
};

/** A page, apart from its content. */
export type Frame = {
	/** The title before the site's name in the browser's tab; `null`: the site's name alone. */
	readonly title: string | null;
	readonly isOwner: boolean;
	readonly site: Site;
	/** The page's style sheets besides the site's. */
	readonly styleSheets?: readonly Asset[];
	/** The page's scripts, loaded as modules: they do not delay rendering. */
	readonly scripts?: readonly Asset[];
	/** CSS for this page alone. */
	readonly styles?: string;
	/** More elements for the page's head. */
	readonly head?: ComponentChildren;
	/** Sources that this page may load from, besides those of all pages. */
	readonly sources?: ContentSources;
};

/**
 * Renders a page into a response. Shared caches must not store it, because the owner's page differs
 * from a visitor's. A visitor's browser may store it, but revalidates it each time.
 *
 * @example
 * return page({ title: "Blue hour", isOwner: false, site }, <main>...</main>);
 */
export async function page(
	frame: Frame,
	content: ComponentChildren,
	status = 200,
): Promise<Response> {
	const html = await renderToStringAsync(<Document {...frame}>{content}</Document>);
	const { sources = {}, styles } = frame;
	const ownSources: ContentSources = {
		...sources,
		"img-src": [...originOf(frame.site.imageUrl), ...(sources["img-src"] ?? [])],
		"style-src": [...(styles ? [styleHash(styles)] : []), ...(sources["style-src"] ?? [])],
	};
	return new Response(`<!doctype html>${html}`, {
		status,
		headers: {
			"Content-Type": "text/html; charset=utf-8",
			"Cache-Control": frame.isOwner ? "no-store" : "private, no-cache",
			Vary: "Cookie",
			...securityHeaders(ownSources),
		},
	});
}

function Document({
	title,
	site: { siteName, style, manifest },
	isOwner,
	styleSheets = [],
	scripts = [],
	styles,
	head,
	children,
}: Frame & { readonly children?: ComponentChildren }): VNode {
	return (
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<meta name="color-scheme" content="light dark" />
				<title>{title === null ? siteName : `${title} – ${siteName}`}</title>
				{[style, ...styleSheets].map(({ path }) => (
					<link key={path} rel="stylesheet" href={path} />
				))}
				{styles && <style dangerouslySetInnerHTML={{ __html: styles }} />}
				<link rel="icon" type="image/svg+xml" href={ICON.path} />
				<link rel="apple-touch-icon" href={TOUCH_ICON.path} />
				<link rel="manifest" href={manifest.path} />
				<link rel="alternate" type="application/atom+xml" title={siteName} href="/feed.atom" />
				{head}
				{scripts.map(({ path }) => (
					<script key={path} type="module" src={path} />
				))}
			</head>
			<body>
				<a class="skip" href="#content">
					Skip to content
				</a>
				<header>
					<a class="home" href="/">
						{siteName}
					</a>
					{isOwner && <OwnerLinks />}
				</header>
				{children}
				{!isOwner && (
					<footer>
						<a href="/sign-in">Sign in</a>
					</footer>
				)}
			</body>
		</html>
	);
}

function OwnerLinks(): VNode {
	return (
		<nav aria-label="Site">
			<a href="/upload">Upload</a>
			<a href="/desk">Desk</a>
			<form method="post" action="/sign-out">
				<button type="submit">Sign out</button>
			</form>
		</nav>
	);
}
