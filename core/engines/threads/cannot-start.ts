/** The message of the error if an engine cannot start. The error's cause has the technical reason. */
export const CANNOT_START =
	"The image engine cannot start here. In a bundle, see https://github.com/widthwise/widthwise/blob/main/docs/bundlers.md";
