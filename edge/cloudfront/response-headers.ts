/** The headers that our distribution's policy adds to every response, by lower-case name. */
export const OUR_RESPONSE_HEADERS: Readonly<Record<string, string>> = {
	vary: "Accept",
	"cross-origin-resource-policy": "cross-origin",
	"x-content-type-options": "nosniff",
	"content-security-policy": "default-src 'none'; sandbox",
	"referrer-policy": "strict-origin-when-cross-origin",
	"strict-transport-security": "max-age=31536000",
};
