/** Where a page may load from, by directive of its Content-Security-Policy. */
export type ContentSources = Readonly<Partial<Record<Directive, readonly string[]>>>;

type Directive = keyof typeof POLICY;

/** Nothing but our own files: no inline script, no inline style, no third party. */
const POLICY = {
	"default-src": ["'none'"],
	"script-src": ["'self'"],
	"style-src": ["'self'"],
	"img-src": ["'self'", "data:"],
	"connect-src": ["'self'"],
	"worker-src": ["'none'"],
	"form-action": ["'self'"],
	"frame-ancestors": ["'none'"],
	"base-uri": ["'none'"],
} as const;

/**
 * The headers that every page carries. What a page needs beyond the common policy is named by that
 * page and added for it alone.
 *
 * @param more sources added to the policy's own
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
 * Allows one style block by its content (CSP 3, 6.7.3.3): unlike a nonce it is the same at every
 * visit, so a page that did not change stays the same, byte for byte.
 *
 * @example
 * styleHash("p{color:red}"); // "'sha256-...'"
 */
export function styleHash(css: string): string {
	return `'sha256-${new Bun.CryptoHasher("sha256").update(css).digest("base64")}'`;
}

/**
 * The origin of an address, for a policy's list; nothing for our own.
 *
 * @example
 * originOf("https://cdn.example/images"); // ["https://cdn.example"]
 */
export function originOf(address: string): readonly string[] {
	const origin = URL.parse(address)?.origin;
	return origin === undefined ? [] : [origin];
}

function added(more: ContentSources): ContentSources {
	const names = Object.keys(more).filter((name): name is Directive => name in POLICY);
	return Object.fromEntries(
		names.map((name) => [
			name,
			// 'none' stands alone or not at all.
			[...POLICY[name], ...(more[name] ?? [])].filter((source) => source !== "'none'"),
		]),
	);
}

function formatPolicy(policy: ContentSources): string {
	return Object.entries(policy)
		.map(([name, sources]) => `${name} ${sources.join(" ") || "'none'"}`)
		.join("; ");
}
