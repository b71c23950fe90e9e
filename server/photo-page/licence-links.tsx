import type { VNode } from "preact";
import { type Licence, licenceName } from "../photos/licence.ts";

/**
 * Links to the photo's licence, and to where visitors get another one; `null` if the owner states
 * neither.
 *
 * @example
 * <LicenceLinks licence={site} />
 */
export function LicenceLinks({
	licence: { licenseUrl, acquireLicenseUrl },
}: {
	readonly licence: Licence;
}): VNode | null {
	if (licenseUrl === undefined && acquireLicenseUrl === undefined) return null;
	return (
		<p class="licence quiet">
			{licenseUrl && (
				<a rel="license" href={licenseUrl}>
					{licenceName(licenseUrl)}
				</a>
			)}
			{acquireLicenseUrl && <a href={acquireLicenseUrl}>License this photo</a>}
		</p>
	);
}
