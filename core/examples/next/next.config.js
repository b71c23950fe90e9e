import { nextSizes } from "widthwise/next";

export default {
	images: nextSizes(),
	// Its engine starts threads from files of its own, which a bundle would not have.
	serverExternalPackages: ["widthwise"],
};
