import type { ComponentChildren, VNode } from "preact";
import { renderToStringAsync } from "preact-render-to-string";
import {
	type ContentSources,
	originOf,
	securityHeaders,
	styleHash,
} from "../http/security-headers.ts";
import { type Asset, ICON } from "./asset.ts";

/** What every page needs to know of the site. */
export type Site = {
	/** What it calls itself to visitors. */
	readonly siteName: string;
	/** Where images are served, if not by this server. */
	readonly imageUrl: string;
	/** The style sheet of all pages. */
	readonly style: Asset;
};

/** What every page is framed with. */
export type Frame = {
	/** What the browser's tab says before the site's name; `null` on the page that is the site's. */
	readonly title: string | null;
	readonly isOwner: boolean;
	readonly site: Site;
	/** Style sheets of the page, besides the site's. */
	readonly styleSheets?: readonly Asset[];
	/** Scripts of the page; none of them holds it up. */
	readonly scripts?: readonly Asset[];
	/** Rules for this page alone. */
	readonly styles?: string;
	/** More for the page's head. */
	readonly head?: ComponentChildren;
	/** What the page may load besides what all pages may. */
	readonly sources?: ContentSources;
};

/**
 * Renders a page into a response: server-rendered, nothing loaded from a third party. No cache on the
 * way may keep it, since what the owner sees differs from what visitors see; a visitor's browser may,
 * and asks whether it has changed.
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
	site: { siteName, style },
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
				<link rel="alternate" type="application/atom+xml" title={siteName} href="/feed.atom" />
				{head}
				{scripts.map(({ path }) => (
					<script key={path} type="module" src={path} />
				))}
			</head>
			<body>
				<a class="skip" href="#content">
					Skip to the content
				</a>
				<header>
					<a class="home" href="/">
						{siteName}
					</a>
					<nav aria-label="Site">{isOwner ? <OwnerLinks /> : <a href="/sign-in">Sign in</a>}</nav>
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
			<a href="/desk">Desk</a>
			<form method="post" action="/sign-out">
				<button type="submit">Sign out</button>
			</form>
		</>
	);
}
