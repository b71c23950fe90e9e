import { requires } from "../../requirements.ts";
import { drawnSiteForTests } from "../drawn-site.ts";
import { testAccess } from "./accessible.ts";
import { testFeeds } from "./feeds.ts";
import { testPhotoPage } from "./photo-page.ts";

requires("chromium").describe("the public pages, in a browser,", () => {
	// Making another site takes longer than most tests of it.
	const site = drawnSiteForTests(2);
	testAccess(site);
	testFeeds(site);
	testPhotoPage(site);
});
