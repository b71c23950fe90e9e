import type { WidthBuckets } from "widthwise/url";
import type { Address } from "./address.ts";
import type { TrustedProxies } from "./trusted-proxies.ts";

/** What a site file is made of. */
export type Site = {
	readonly address: Address;
	/** The folder with `fullchain.pem` and `privkey.pem`; for a name. */
	readonly certificate: string;
	readonly trustedProxies: TrustedProxies;
	/** Where nginx reaches our server, as `host:port`. */
	readonly server: string;
	/** The file for the log of image requests. */
	readonly log: string;
	/** What nginx serves by itself; `null`: nothing, because the public store is not a folder. */
	readonly stored: Stored | null;
};

/** The public store, and the function that finds a request's file in it. */
export type Stored = {
	/** The absolute path of the viewer function's script. */
	readonly viewer: string;
	/** The absolute path of the public store's folder. */
	readonly publicFolder: string;
	/** The widths of variants, in pixels. */
	readonly buckets: WidthBuckets;
};

/** Makes a name this site's own. */
export type Names = (name: string) => string;
