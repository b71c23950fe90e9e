import type { Photo } from "@widthwise/worker/catalogue";
import type { VNode } from "preact";
import type { RoughPosition } from "../photos/rough-position.ts";
import { cameraDetails } from "./camera-details.ts";

/**
 * What the camera wrote down, as a list of names and values; nothing where it wrote nothing.
 *
 * @example
 * <CameraPanel photo={photo} position={null} />;
 */
export function CameraPanel({
	photo,
	position,
}: {
	readonly photo: Photo;
	readonly position: RoughPosition | null;
}): VNode | null {
	const facts = cameraDetails(photo.metadata, photo.takenAt, position);
	if (facts.length === 0) return null;
	return (
		<dl>
			{facts.map(([name, value]) => (
				<div key={name}>
					<dt>{name}</dt>
					<dd>{value}</dd>
				</div>
			))}
		</dl>
	);
}
