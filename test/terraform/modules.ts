import { fileURLToPath } from "node:url";

/** Absolute path of `terraform/`, with a trailing slash. */
export const TERRAFORM: string = fileURLToPath(new URL("../../terraform/", import.meta.url));

/** Folders of all modules and examples, relative to `terraform/`. */
export const MODULES = [
	".",
	"cloudflare",
	"examples/images-only",
	"examples/behind-cloudflare",
] as const;
