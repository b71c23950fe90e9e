import { acceptsType } from "../../../core/url/accept.ts";
import { chooseVariant } from "../../../core/url/variant.ts";
import { mustHold } from "../finds.ts";

const text = new TextDecoder("latin1");
const REQUEST = { photoId: "048aef1505767106c7cb3094a726570b", width: 400, dpr: 1, format: null };

/** Negotiates a format by an `Accept` header. */
export function fuzz(data: Uint8Array): void {
	const header = text.decode(data);
	const { cut } = chooseVariant(REQUEST, header, [320, 640], ["avif", "webp"]);
	mustHold(cut !== null && cut.bucket === 640, "the header changes no width");
	const isNegotiated = cut?.format === "jpeg" || acceptsType(header, `image/${cut?.format}`);
	mustHold(isNegotiated, "a format other than JPEG is one that the header names");
}
