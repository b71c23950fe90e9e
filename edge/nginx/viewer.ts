import { bakedBuckets } from "../baked.ts";
import { pathInside } from "./path-inside.ts";

/** A request as nginx's JavaScript module passes it; variables that are not set are `undefined`. */
type NginxRequest = {
	readonly method: string;
	readonly headersIn: { readonly Accept?: string };
	readonly variables: { readonly request_uri?: string };
};

/** njs's own module, not Node's; the build imports it. */
declare const fs: { readFileSync(path: string, encoding: "utf8"): string };

/** Defined by the build: the absolute path of the public store's folder, with a slash at its end. */
declare const BAKED_PUBLIC_FOLDER: string;

/** The value of the variable that nginx rewrites image URLs to; see {@link pathInside}. */
function path(request: NginxRequest): string {
	const uri = request.variables.request_uri || "";
	const accept = request.headersIn.Accept || "";
	return pathInside({ method: request.method, uri: uri, accept: accept }, bakedBuckets(), readInfo);
}

function readInfo(key: string): string {
	return fs.readFileSync(`${BAKED_PUBLIC_FOLDER}${key}.info`, "utf8");
}

// njs knows no other exports.
export default { path };
