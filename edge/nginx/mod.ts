/**
 * nginx as the edge: its site file, and the viewer function for it.
 *
 * @module
 */
export { buildViewer } from "./build-viewer.ts";
export type { Site, Stored } from "./site.ts";
export { formatSiteFile } from "./site-file.ts";
