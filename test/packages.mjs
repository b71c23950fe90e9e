// `npm run packages`: installs the npm packages that are missing. Also where npm skips install scripts.
import { install } from "../server/install.mjs";

install("all");
