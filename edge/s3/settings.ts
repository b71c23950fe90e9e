import type { Environment } from "widthwise/settings";
import type { S3Credentials } from "widthwise/store/s3";

/**
 * Reads the credentials that Lambda puts into a function's environment: those of its role.
 *
 * @throws {Error} `CredentialsProviderError`, as the SDK calls it, if there are none
 *
 * @example
 * readCredentials({ AWS_ACCESS_KEY_ID: "A", AWS_SECRET_ACCESS_KEY: "b" }).accessKeyId; // "A"
 */
export function readCredentials(environment: Environment = process.env): S3Credentials {
	const {
		AWS_ACCESS_KEY_ID: accessKeyId,
		AWS_SECRET_ACCESS_KEY: secretAccessKey,
		AWS_SESSION_TOKEN: sessionToken,
	} = environment;
	if (accessKeyId && secretAccessKey) {
		return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
	}
	const error = new Error("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set");
	error.name = "CredentialsProviderError";
	throw error;
}
