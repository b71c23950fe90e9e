/** The parameters of sign-in links, and those that sign S3's URLs. */
const PARAMETERS = ["link=", "token=", "x-amz-signature=", "x-amz-security-token="];

/** RFC 9110, 11.6.2: the schemes after which credentials follow. */
const SCHEMES = ["bearer", "basic"];

/**
 * Replaces what signs somebody in in texts of libraries, which may quote URLs and headers.
 *
 * @example
 * withoutSecrets("cannot reach postgres://me:secret@host/photos"); // "cannot reach postgres://…@host/photos"
 */
export function withoutSecrets(text: string): string {
	let isSecretNext = false;
	return text.replace(/[^\s?&"'(),;]+/g, (word) => {
		const lower = word.toLowerCase();
		const isSecret = isSecretNext;
		isSecretNext = SCHEMES.includes(lower);
		if (isSecret) return "…";
		const parameter = PARAMETERS.find((name) => lower.startsWith(name));
		return parameter === undefined ? withoutUser(word) : `${word.slice(0, parameter.length)}…`;
	});
}

/** Removes the user and password of a URL, such as that of a database. */
function withoutUser(word: string): string {
	const scheme = word.indexOf("://");
	const at = word.lastIndexOf("@");
	return scheme < 0 || at < scheme ? word : `${word.slice(0, scheme + 3)}…${word.slice(at)}`;
}
