/** The sources that a page may load from, by directive of the Content-Security-Policy. */
export type ContentSources = Readonly<Partial<Record<Directive, readonly string[]>>>;

type Directive = keyof typeof POLICY;

/** Allows only the server's own files: no inline scripts or styles, no third parties. */
const POLICY = {
	"default-src": ["'none'"],
	"script-src": ["'self'"],
	"style-src": ["'self'"],
	"img-src": ["'self'", "data:"],
	"connect-src": ["'self'"],
	"manifest-src": ["'self'"],
	"worker-src": ["'none'"],
	"form-action": ["'self'"],
	"frame-ancestors": ["'none'"],
	"base-uri": ["'none'"],
} as const;

/**
 * Returns the security headers of a page. Each page names the sources that it needs beyond the
 * common policy.
 *
 * @param more sources added to the common policy
 *
 * @example
 * securityHeaders({ "img-src": ["blob:"], "style-src": [styleHash(css)] });
 */
export function securityHeaders(more: ContentSources = {}): Readonly<Record<string, string>> {
	return {
		"Content-Security-Policy": formatPolicy({ ...POLICY, ...added(more) }),
		"X-Content-Type-Options": "nosniff",
		"Referrer-Policy": "strict-origin-when-cross-origin",
		"Cross-Origin-Opener-Policy": "same-origin",
		"Permissions-Policy": "camera=(), geolocation=(), microphone=()",
	};
}

/**
 * Returns the source that allows one style block, by its hash (CSP 3, 6.7.3.3). Unlike a nonce, a
 * hash does not change between visits, so an unchanged page stays byte-identical and keeps its
 * ETag.
 *
 * @example
 * styleHash("p{color:red}"); // "'sha256-...'"
 */
export function styleHash(css: string): string {
	return `'sha256-${new Bun.CryptoHasher("sha256").update(css).digest("base64")}'`;
}

/**
 * Returns the origin of a URL as a list of sources; empty for a path on this server.
 *
 * @example
 * originOf("https://cdn.example/images"); // ["https://cdn.example"]
 */
export function originOf(url: string): readonly string[] {
	const origin = URL.parse(url)?.origin;
	return origin === undefined ? [] : [origin];
}

function added(more: ContentSources): ContentSources {
	const names = Object.keys(more).filter((name): name is Directive => name in POLICY);
	return Object.fromEntries(
		names.map((name) => [
			name,
			// 'none' cannot be combined with other sources.
			[...POLICY[name], ...(more[name] ?? [])].filter((source) => source !== "'none'"),
		]),
	);
}

function formatPolicy(policy: ContentSources): string {
	return Object.entries(policy)
		.map(([name, sources]) => `${name} ${sources.join(" ") || "'none'"}`)
		.join("; ");
}
