import type { VNode } from "preact";
import type { ApproximatePosition } from "../photos/approximate-position.ts";
import type { VisitorsPhoto } from "../photos/shown-photo.ts";
import { cameraDetails } from "./camera-details.ts";

/**
 * Lists what the camera recorded; `null` if it recorded nothing.
 *
 * @example
 * <CameraPanel photo={photo} position={null} />;
 */
export function CameraPanel({
	photo,
	position,
}: {
	readonly photo: VisitorsPhoto;
	readonly position: ApproximatePosition | null;
}): VNode | null {
	const details = cameraDetails(photo.metadata, photo.takenAt, position);
	if (details.length === 0) return null;
	return (
		<dl>
			{details.map(([name, value]) => (
				<div key={name}>
					<dt>{name}</dt>
					<dd dir="auto">{value}</dd>
				</div>
			))}
		</dl>
	);
}
