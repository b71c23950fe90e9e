/**
 * The addresses of Cloudflare's proxies, as its own list gives them; it last changed in 2021.
 *
 * @see https://www.cloudflare.com/ips/
 */
const CLOUDFLARE: readonly string[] = [
	"173.245.48.0/20",
	"103.21.244.0/22",
	"103.22.200.0/22",
	"103.31.4.0/22",
	"141.101.64.0/18",
	"108.162.192.0/18",
	"190.93.240.0/20",
	"188.114.96.0/20",
	"197.234.240.0/22",
	"198.41.128.0/17",
	"162.158.0.0/15",
	"104.16.0.0/13",
	"104.24.0.0/14",
	"172.64.0.0/13",
	"131.0.72.0/22",
	"2400:cb00::/32",
	"2606:4700::/32",
	"2803:f800::/32",
	"2405:b500::/32",
	"2405:8100::/32",
	"2a06:98c0::/29",
	"2c0f:f248::/32",
];

/** Whose word counts for the visitor's address, and in which header. */
export type TrustedProxies = {
	/** Addresses and networks (CIDR). */
	readonly addresses: readonly string[];
	readonly header: "CF-Connecting-IP" | "X-Forwarded-For";
};

/**
 * Parses the proxies in front of nginx: `cloudflare`, or addresses and networks, separated by commas;
 * `null` if it is neither. An empty text means none.
 *
 * @example
 * parseTrustedProxies("10.0.0.0/8")?.header; // "X-Forwarded-For"
 */
export function parseTrustedProxies(text: string): TrustedProxies | null {
	if (text === "cloudflare") return { addresses: CLOUDFLARE, header: "CF-Connecting-IP" };
	const addresses = text.split(",").map((part) => part.trim());
	if (text === "") return { addresses: [], header: "X-Forwarded-For" };
	if (!addresses.every((address) => /^[0-9a-fA-F.:]+(\/[0-9]{1,3})?$/.test(address))) return null;
	return { addresses, header: "X-Forwarded-For" };
}

/**
 * Formats nginx's directives for trusted proxies. Without any, the visitor's address is the other end of
 * the connection, whatever headers say.
 *
 * @example
 * formatTrustedProxies({ addresses: [], header: "X-Forwarded-For" }); // ""
 */
export function formatTrustedProxies({ addresses, header }: TrustedProxies): string {
	if (addresses.length === 0) return "";
	return `
# Only these proxies are believed when they name the visitor's address.
${addresses.map((address) => `set_real_ip_from ${address};`).join("\n")}
real_ip_header ${header};
real_ip_recursive on;
`;
}
