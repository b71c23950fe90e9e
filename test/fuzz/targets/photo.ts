import { parseBytes } from "../../../core/formats/bytes/parse.ts";
import { CONTAINERS } from "../../../core/formats/containers.ts";
import { openPhoto } from "../../../core/formats/open-photo.ts";
import { checkPixels } from "../../../core/formats/probe.ts";
import { requireImageType } from "../../../core/formats/sniff.ts";
import { stripOpenPhoto } from "../../../core/privacy/strip.ts";
import { mustEqual, mustHold, unlessRefused } from "../finds.ts";

const OPTIONS = { orientation: "keep", credit: { artist: "A", copyright: "B" } } as const;

const MAX_PIXELS = 100_000_000;

/** Probes, walks and strips a file of any format; what is stripped is stripped of everything. */
export function fuzz(data: Uint8Array): void {
	// The fuzzer's Buffer has another `slice`.
	const bytes = new Uint8Array(data);
	const probe = unlessRefused(() => probeOf(bytes));
	if (probe) mustHold(probe.width > 0 && probe.height > 0, "a picture has pixels");
	const photo = unlessRefused(() => openPhoto(bytes, (size) => checkPixels(size, MAX_PIXELS)));
	if (!photo) return;
	unlessRefused(photo.probe);
	unlessRefused(photo.blocks);
	mustHold(photo.pictureBytes <= bytes.length, "a picture ends in its file");
	const stripped = unlessRefused(() => stripOpenPhoto(photo, OPTIONS));
	if (!stripped) return;
	mustEqual(stripOpenPhoto(openPhoto(stripped), OPTIONS), stripped, "stripping twice is stripping");
}

function probeOf(bytes: Uint8Array): { readonly width: number; readonly height: number } {
	const type = requireImageType(bytes);
	return parseBytes(bytes, CONTAINERS[type].probe(bytes.length));
}
