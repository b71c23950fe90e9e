import type { Photo, PublicMetadata } from "@widthwise/worker/catalogue/photo.ts";
import type { VNode } from "preact";
import { snapWidth } from "widthwise";
import { type ImageAddresses, photoJson } from "../photo-json.ts";
import { cameraFacts } from "./camera-facts.ts";
import { altText } from "./home.tsx";

/**
 * One photo, large, with what its camera wrote down.
 *
 * @example
 * page({ title, isOwner }, <PhotoPage photo={photo} addresses={config} />);
 */
export function PhotoPage({
	photo,
	addresses,
}: {
	readonly photo: Photo;
	readonly addresses: ImageAddresses;
}): VNode {
	const { width, height, url, srcset, placeholder } = photoJson(photo, addresses);
	return (
		<main class="single">
			<figure>
				{placeholder && (
					<img class="placeholder" src={placeholder} width={width} height={height} alt="" />
				)}
				<img
					class="photo"
					src={`${url}?width=${snapWidth(1280, addresses.buckets)}`}
					srcset={srcset}
					sizes={`min(100vw, ${Math.round((85 * width) / height)}vh)`}
					width={width}
					height={height}
					alt={altText(photo)}
				/>
			</figure>
			<h1>{photo.title ?? photo.filename}</h1>
			{photo.caption && <p>{photo.caption}</p>}
			<CameraPanel metadata={photo.metadata} takenAt={photo.takenAt} />
			<p>
				<a href={url} download={`${photo.slug}.${extension(photo.masterType)}`}>
					Download
				</a>{" "}
				{width} x {height} pixels
			</p>
		</main>
	);
}

function CameraPanel({
	metadata,
	takenAt,
}: {
	readonly metadata: PublicMetadata;
	readonly takenAt: string | null;
}): VNode | null {
	const facts = cameraFacts(metadata, takenAt);
	if (facts.length === 0) return null;
	return (
		<dl>
			{facts.map(([name, value]) => (
				<>
					<dt>{name}</dt>
					<dd>{value}</dd>
				</>
			))}
		</dl>
	);
}

function extension(mediaType: string | null): string {
	return mediaType === "image/jpeg" ? "jpg" : (mediaType?.split("/")[1] ?? "jpg");
}
