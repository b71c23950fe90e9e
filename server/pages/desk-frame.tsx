import type { BrowserScriptName } from "../browser-scripts.ts";
import type { Services } from "../services.ts";
import { ASSETS } from "./assets.ts";
import type { Frame } from "./layout.tsx";

/**
 * What the owner's pages are framed with: the site's layout, the desk's style and a bundled script.
 *
 * @param script `null` for a page without one
 *
 * @example
 * return page(await deskFrame(services, "Upload", "upload"), <UploadPage ... />);
 */
export async function deskFrame(
	{ config, scripts }: Pick<Services, "config" | "scripts">,
	title: string,
	script: BrowserScriptName | null,
	isOwner = true,
): Promise<Frame> {
	const asset = script && (await scripts.find(script));
	const head = (
		<>
			<link rel="stylesheet" href={ASSETS.desk.path} />
			{asset && <script type="module" src={asset.path} />}
		</>
	);
	return { title, isOwner, site: config, head };
}
