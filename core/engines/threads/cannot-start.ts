/** What callers read if an engine's thread does not start; the technical reason is the cause. */
export const CANNOT_START =
	"The image engine cannot start here. In a bundle, see https://github.com/widthwise/widthwise/blob/main/docs/bundlers.md";
